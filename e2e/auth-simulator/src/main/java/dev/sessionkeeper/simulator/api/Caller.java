package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.jwt.BadTokenException;
import dev.sessionkeeper.simulator.jwt.VerifiedToken;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.SessionValidity;
import dev.sessionkeeper.simulator.model.User;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who calls, as proven by an access token.
/// Source: supabase/auth `internal/api/auth.go`.
///
/// @param session absent if the token names none
record Caller(User user, Optional<Session> session, VerifiedToken token) {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer (\\S+)");

  /// The user who calls.
  ///
  /// @throws Refusal unless the token is valid and its user and session exist; a banned user is
  ///   refused
  static Caller authenticated(Exchange exchange) {
    var caller = loaded(exchange, verified(exchange));
    if (caller.user().isBanned(exchange.now())) {
      throw forbidden("user_banned", "User is banned");
    }
    return caller;
  }

  /// Lets administrators pass.
  ///
  /// @throws Refusal unless the token has one of the administrative roles
  static void requireAdmin(Exchange exchange) {
    var token = verified(exchange);
    if (!Uuids.isAbsent(token.sessionId())) {
      requireLiveSession(exchange, loaded(exchange, token));
    }
    if (!exchange.process().settings().jwt().adminRoles().contains(token.role())) {
      throw forbidden("not_admin", "User not allowed");
    }
  }

  private static void requireLiveSession(Exchange exchange, Caller caller) {
    var limits = exchange.process().settings().sessions();
    var secondFactor = caller.user().hasSecondFactor();
    caller
        .session()
        .filter(
            session ->
                SessionValidity.of(session, limits, secondFactor, Optional.empty(), exchange.now())
                    != SessionValidity.VALID)
        .ifPresent(
            session -> {
              throw forbidden("session_expired", "Session is no longer valid");
            });
  }

  private static VerifiedToken verified(Exchange exchange) {
    var bearer = BEARER.matcher(exchange.call().header("Authorization").orElse(""));
    if (!bearer.matches()) {
      throw ApiError.of(401, "no_authorization", "This endpoint requires a valid Bearer token")
          .refusal();
    }
    try {
      return exchange.process().verifier().verify(bearer.group(1), exchange.now());
    } catch (BadTokenException e) {
      throw forbidden(
          "bad_jwt", "invalid JWT: unable to parse or verify signature, " + e.getMessage());
    }
  }

  private static Caller loaded(Exchange exchange, VerifiedToken token) {
    if (token.subject().isEmpty()) {
      throw forbidden("bad_jwt", "invalid claim: missing sub claim");
    }
    var store = exchange.process().store();
    var id =
        Uuids.parse(token.subject())
            .orElseThrow(
                () -> Refusal.badRequest("bad_jwt", "invalid claim: sub claim must be a UUID"));
    var user =
        store
            .user(id)
            .orElseThrow(
                () -> forbidden("user_not_found", "User from sub claim in JWT does not exist"));
    return new Caller(user, session(exchange, token), token);
  }

  private static Optional<Session> session(Exchange exchange, VerifiedToken token) {
    if (Uuids.isAbsent(token.sessionId())) {
      return Optional.empty();
    }
    var id =
        Uuids.parse(token.sessionId())
            .orElseThrow(
                () -> forbidden("bad_jwt", "invalid claim: session_id claim must be a UUID"));
    var session = exchange.process().store().session(id);
    if (session.isEmpty()) {
      throw forbidden("session_not_found", "Session from session_id claim in JWT does not exist");
    }
    return session;
  }

  private static Refusal forbidden(String code, String message) {
    return ApiError.of(403, code, message).refusal();
  }
}
