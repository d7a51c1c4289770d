package dev.sessionkeeper.simulator.api;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/// A request as it arrived, without the prefix under which the simulator serves.
///
/// @param path undecoded, as the real router matches it
/// @param query undecoded, empty if there is none
public record Call(String method, String path, String query, MultiMap headers, Buffer body) {

  /// The first header of that name, in any case.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
