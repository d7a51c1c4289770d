/// The shared store in Redis or Valkey: connections, scripts, messages. Loaded only where a store
/// is configured.
@NullMarked
package dev.sessionkeeper.sidecar.redis;

import org.jspecify.annotations.NullMarked;
