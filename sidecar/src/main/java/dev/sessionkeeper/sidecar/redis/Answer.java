package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.sidecar.store.StoreEvents.Result;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/// What came of one question to the server.
sealed interface Answer {

  /// The server answered, perhaps that there is nothing.
  record Reply(@Nullable Response response) implements Answer {}

  /// No answer to use.
  record None(Result why) implements Answer {}
}
