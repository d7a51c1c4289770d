package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.StoredToken;
import dev.sessionkeeper.simulator.model.TokenChain;
import dev.sessionkeeper.simulator.model.User;
import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
import java.util.Optional;

/// Opens a session for a user who has proven to be one.
/// Source: supabase/auth `internal/tokens/service.go`, `IssueRefreshToken`.
final class SignIn {
  private static final int PREFIX = 5;

  private SignIn() {}

  /// Opens the session.
  ///
  /// @param user as the answer shows it; the last sign-in is added here
  /// @param method as in `amr`
  /// @return the body of the answer, open for more members; nothing is stored if a hook refuses
  static Future<Json.Builder> open(Exchange exchange, User user, String method) {
    var now = exchange.now();
    var process = exchange.process();
    var signedIn = user.with(Stamp.LAST_SIGN_IN, now).updated(now);
    var session = newSession(exchange, user, method);
    var first = process.store().firstToken(session);
    var refreshToken =
        session.chain().map(chain -> chain.token(session.id())).orElse(first.token());
    showHeaders(exchange, session, first);
    return AccessTokens.issue(process, signedIn, session, method, now)
        .map(
            signed -> {
              store(
                  exchange,
                  signedIn,
                  session,
                  session.chain().isPresent() ? Optional.empty() : Optional.of(first));
              return AccessTokens.response(signed, refreshToken, UserJson.of(signedIn), now);
            });
  }

  private static Session newSession(Exchange exchange, User user, String method) {
    var session = Session.create(user.id(), method, exchange.now());
    var version2 = exchange.process().settings().refreshTokens().algorithmVersion() == 2;
    return version2 ? session.withChain(TokenChain.start()) : session;
  }

  private static void showHeaders(Exchange exchange, Session session, StoredToken first) {
    exchange
        .headers()
        .set("sb-auth-user-id", session.userId().toString())
        .set("sb-auth-session-id", session.id().toString());
    if (session.chain().isPresent()) {
      exchange.headers().set("sb-auth-refresh-token-counter", "0");
    } else {
      exchange.headers().set("sb-auth-refresh-token-prefix", first.token().substring(0, PREFIX));
    }
  }

  private static void store(
      Exchange exchange, User user, Session session, Optional<StoredToken> token) {
    var store = exchange.process().store();
    // The row, not the copy that the answer shows: the two differ right after a sign-up.
    store
        .user(user.id())
        .ifPresent(
            row ->
                store.save(
                    row.with(Stamp.LAST_SIGN_IN, session.createdAt())
                        .updated(session.createdAt())));
    store.save(session);
    token.ifPresent(store::save);
  }
}
