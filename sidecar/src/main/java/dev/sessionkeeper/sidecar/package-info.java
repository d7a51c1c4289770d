/// The sidecar's entry point, which alone reads the environment and the clock and starts things.
@NullMarked
package dev.sessionkeeper.sidecar;

import org.jspecify.annotations.NullMarked;
