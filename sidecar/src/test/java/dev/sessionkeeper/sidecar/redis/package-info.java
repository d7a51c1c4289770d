/// The shared store against real servers.
@NullMarked
package dev.sessionkeeper.sidecar.redis;

import org.jspecify.annotations.NullMarked;
