package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoJsonWriter;
import dev.sessionkeeper.simulator.json.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// An answer that is complete but not sent yet.
public record Reply(int status, MultiMap headers, Buffer body) {

  static Reply json(int status, MultiMap headers, Json body) {
    return new Reply(
        status,
        headers.set("Content-Type", "application/json"),
        Buffer.buffer(GoJsonWriter.bytes(body)));
  }

  static Reply empty(int status, MultiMap headers) {
    return new Reply(status, headers, Buffer.buffer());
  }

  static Reply notFound(MultiMap headers) {
    headers
        .set("Content-Type", "text/plain; charset=utf-8")
        .set("X-Content-Type-Options", "nosniff");
    return new Reply(404, headers, Buffer.buffer("404 page not found\n"));
  }
}
