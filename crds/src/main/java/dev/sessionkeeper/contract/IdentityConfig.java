package dev.sessionkeeper.contract;

import java.util.List;

/// What the application is told about users whose session is verified.
///
/// @param headers a header `X-Sessionkeeper-...` for each of these claims
/// @param accessToken where the access token goes
public record IdentityConfig(List<Claim> headers, TokenHeader accessToken) {
  /// Nothing.
  public static final IdentityConfig NONE = new IdentityConfig(List.of(), TokenHeader.NONE);

  public IdentityConfig {
    headers = List.copyOf(headers);
  }

  /// A claim of the access token; its name is the end of the header's name.
  public enum Claim {
    /// `sub`.
    USER,
    /// `email`.
    EMAIL,
    /// `role`.
    ROLE,
    /// `session_id`.
    SESSION,
    /// `aal`.
    ASSURANCE,
    /// `is_anonymous`.
    ANONYMOUS
  }

  /// Where the access token goes.
  public enum TokenHeader {
    /// It stays in the cookie.
    NONE,
    /// Into `Authorization` as well, unless the request has such a header.
    AUTHORIZATION
  }
}
