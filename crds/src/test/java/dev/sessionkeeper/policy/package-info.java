@NullMarked
package dev.sessionkeeper.policy;

import org.jspecify.annotations.NullMarked;
