package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoJsonException;
import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.jwt.VerifiedToken;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;

/// A request in progress: what came, the headers of the answer so far, and whether the time limit
/// has passed.
final class Exchange {
  private static final int BODY_LIMIT = 1 << 20;

  private final Call call;
  private final MultiMap headers;
  private final ServerProcess process;
  private boolean bodyConsumed;
  private boolean abandoned;

  Exchange(Call call, MultiMap headers, ServerProcess process) {
    this.call = call;
    this.headers = headers;
    this.process = process;
  }

  Call call() {
    return call;
  }

  MultiMap headers() {
    return headers;
  }

  ServerProcess process() {
    return process;
  }

  Instant now() {
    return process.now();
  }

  /// Reads a form value, which uses up a form body.
  String formValue(String name) {
    bodyConsumed = GoForm.consumesBody(call);
    return GoForm.value(call, name);
  }

  GoStruct.Values body(GoStruct shape) {
    if (call.body().length() > BODY_LIMIT) {
      throw ApiError.of(
              413,
              "request_entity_too_large",
              "Request body too large (max " + BODY_LIMIT + " bytes)")
          .refusal();
    }
    try {
      return shape.read(bodyConsumed ? new byte[0] : call.body().getBytes());
    } catch (GoJsonException e) {
      throw Refusal.badRequest(
          "bad_json", "Could not parse request body as JSON: " + e.getMessage());
    }
  }

  Future<Reply> ok(Json body) {
    return Future.succeededFuture(Reply.json(200, headers, body));
  }

  /// The audience that the request speaks for: header, then token, then configuration.
  String audience(Optional<VerifiedToken> token) {
    var jwt = process.settings().jwt();
    return call.header("X-JWT-AUD")
        .filter(audience -> !audience.isEmpty())
        .or(
            () ->
                token
                    .filter(claims -> !jwt.adminRoles().contains(claims.role()))
                    .flatMap(claims -> claims.audience().stream().findFirst())
                    .filter(audience -> !audience.isEmpty()))
        .orElse(jwt.audience());
  }

  /// Nothing may change any more: the client has been told that time is up.
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }
}
