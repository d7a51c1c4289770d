package dev.sessionkeeper.sidecar.proxy;

/// The problems that endpoints answer with. Programs tell them apart by `type`, which never
/// changes.
final class EndpointProblem {
  // Cannot be mistaken for a page to open. Source: RFC 9457 section 3.1.1.
  private static final String URN = "urn:sessionkeeper:problem:";

  static final Problem NO_SUCH_ENDPOINT =
      new Problem(
          URN + "no-such-endpoint", 404, "No such endpoint", "Sessionkeeper has no such endpoint.");
  static final Problem METHOD_NOT_ALLOWED =
      new Problem(
          URN + "method-not-allowed",
          405,
          "Method not allowed",
          "This endpoint takes the method that Allow names.");
  static final Problem NOT_SAME_ORIGIN =
      new Problem(
          URN + "not-same-origin",
          403,
          "Not a script of this origin",
          "This endpoint answers scripts of the same origin that send X-Sessionkeeper-Request: 1.");
  static final Problem NO_SESSION =
      new Problem(
          URN + "no-session", 401, "No session", "The request carries no session that is valid.");
  static final Problem SESSION_ENDED =
      new Problem(
          URN + "session-ended",
          401,
          "Session ended",
          "The auth server refuses to refresh this session; sign in again.");
  static final Problem UNAVAILABLE =
      new Problem(
          URN + "unavailable",
          503,
          "Auth server unavailable",
          "The auth server gave no answer to believe; the session is kept, try again soon.");
  static final Problem SIGN_OUT_UNCONFIRMED =
      new Problem(
          URN + "sign-out-unconfirmed",
          503,
          "Sign-out unconfirmed",
          "This browser is signed out, but the auth server did not confirm the end of the session.");

  private EndpointProblem() {}
}
