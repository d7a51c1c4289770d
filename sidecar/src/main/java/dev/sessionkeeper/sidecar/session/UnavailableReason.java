package dev.sessionkeeper.sidecar.session;

import java.util.Locale;

/// Why a refresh gave no answer that may be believed; a bounded set, used as metric label.
public enum UnavailableReason {
  /// No answer within the time allowed.
  TIMEOUT,
  /// Refused, reset, unknown host or failed TLS handshake.
  CONNECTION,
  /// The server's rate limit.
  RATE_LIMITED,
  /// Another refresh held the session's lock on the server.
  CONFLICT,
  /// Any 5xx.
  SERVER_ERROR,
  /// 401, 404 or 405, or a gateway's 403: a wrong URL or key.
  MISCONFIGURED,
  /// The custom access-token hook refused.
  HOOK,
  /// A success without a session in it.
  NOT_A_SESSION,
  /// A session of another user or another sign-in (discarded).
  OTHER_SESSION,
  /// The circuit breaker is open.
  CIRCUIT_OPEN,
  /// Too many calls are under way, or the local token bucket is empty.
  OVERLOADED,
  /// The file of the API key is missing or empty.
  SECRET_MISSING,
  /// Everything else.
  UNEXPECTED;

  /// The reason as metric label and log value.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
