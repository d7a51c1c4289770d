package dev.sessionkeeper.sidecar.verify;

/// Why a token is not verified; constant texts, safe to log.
final class Reasons {
  static final String TOO_LONG = "the token is longer than 16 KiB";
  static final String NOT_A_SIGN_IN = "the token names no user or no sign-in";
  static final String ALGORITHM = "the token's algorithm is not allowed";
  static final String SIGNATURE = "the signature does not fit";
  static final String UNKNOWN_KEY = "no published key has the token's key id";
  static final String NO_KEYS = "the Auth server publishes no keys";
  static final String KEYS_UNAVAILABLE = "the published keys are not available";
  static final String NO_SECRET = "the JWT secret is missing";
  static final String EXPIRED = "the Auth server does not judge expired tokens";
  static final String REFUSED = "the Auth server refuses the token";
  static final String OTHER_USER = "the Auth server answered for another user";
  static final String UNAVAILABLE = "the Auth server is not available";
  static final String OVERLOADED = "too many tokens are being verified";
  static final String SHARED_SECRET =
      "it was made with a secret (HS256), which published keys do not tell";
  static final String DEFECT = "the verification has a defect";

  private Reasons() {}
}
