package dev.sessionkeeper.simulator.control;

import dev.sessionkeeper.simulator.api.AuthServer;
import dev.sessionkeeper.simulator.api.Call;
import dev.sessionkeeper.simulator.api.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/// Replaces the session in a successful answer by one that does not belong there.
final class Impostor {
  private static final int OK = 200;

  private final AuthServer server;

  Impostor(AuthServer server) {
    this.server = server;
  }

  /// The session of a user who was not asked for.
  Future<Reply> otherUser(Reply reply) {
    return reply.status() == OK ? signUp() : Future.succeededFuture(reply);
  }

  /// A session of the same user, but not the one that was refreshed.
  Future<Reply> otherSession(Reply reply) {
    if (reply.status() != OK) {
      return Future.succeededFuture(reply);
    }
    var user = reply.body().toJsonObject().getJsonObject("user");
    return server.openSession(UUID.fromString(user.getString("id")));
  }

  private Future<Reply> signUp() {
    var email = "stranger-" + UUID.randomUUID() + "@example.com";
    var body = new JsonObject().put("email", email).put("password", "correct-horse");
    var headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json");
    return server.handle(new Call("POST", "/signup", "", headers, body.toBuffer()));
  }
}
