package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.SignOutScope;
import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import dev.sessionkeeper.sidecar.supabase.LogoutAnswer;
import io.vertx.core.Future;
import java.util.function.Function;

/// How sessions are ended with the Auth server. Belongs to one event loop.
final class SignOut {
  // Refreshes use the same connections and must not wait behind a flood of sign-outs.
  static final int MOST_CALLS = 16;

  private final SignOutScope scope;
  private final Function<AccessToken, Future<LogoutAnswer>> server;
  private int calls;

  SignOut(SignOutScope scope, Function<AccessToken, Future<LogoutAnswer>> server) {
    this.scope = scope;
    this.server = server;
  }

  static SignOut of(SidecarConfig config, AuthServer server) {
    var scope = config.endpoints().signOutScope();
    var timeout = config.refresh().timeout();
    return new SignOut(scope, token -> server.logout(token, scope, timeout));
  }

  /// Whether the session of the request ends, too.
  boolean endsOwnSession() {
    return switch (scope) {
      case GLOBAL, LOCAL -> true;
      case OTHERS -> false;
    };
  }

  /// Ends the sessions of the scope. Never fails.
  ///
  /// @param token of a session that is valid
  Future<LogoutAnswer> end(AccessToken token) {
    if (calls >= MOST_CALLS) {
      return Future.succeededFuture(new LogoutAnswer.Unavailable(UnavailableReason.OVERLOADED));
    }
    calls++;
    return server.apply(token).onComplete(_ -> calls--);
  }
}
