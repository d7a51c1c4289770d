@NullMarked
package dev.sessionkeeper.policy.resource;

import org.jspecify.annotations.NullMarked;
