/// The chart held to what its pages promise: rendered by Helm itself, read with the models of the
// API.
@NullMarked
package dev.sessionkeeper.helm;

import org.jspecify.annotations.NullMarked;
