package dev.sessionkeeper.contract;

/// What cookies that the application sets for itself must leave with. Nothing is ever weakened.
///
/// @param name a glob on the cookie's name: `*` stands for any text
/// @param httpOnly whether `HttpOnly` is added
/// @param secure whether `Secure` is added
/// @param sameSite the weakest `SameSite`
public record AppCookieRule(String name, boolean httpOnly, boolean secure, LeastSameSite sameSite) {

  /// The weakest `SameSite` that a cookie may leave with.
  public enum LeastSameSite {
    /// Whatever the application chose.
    KEEP,
    /// `Lax` or `Strict`.
    LAX,
    /// `Strict`.
    STRICT
  }
}
