package dev.sessionkeeper.sidecar.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The closed list of error codes that end a session; everything else keeps it.
///
/// Source: GoTrue `internal/api/apierrors/errorcode.go`, as seen on `POST /token`.
public enum FatalCode {
  REFRESH_TOKEN_NOT_FOUND,
  REFRESH_TOKEN_ALREADY_USED,
  SESSION_NOT_FOUND,
  SESSION_EXPIRED,
  USER_BANNED,
  USER_NOT_FOUND,
  VALIDATION_FAILED;

  /// The code as the Auth server writes it, which is also its metric label.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The fatal code of this text.
  ///
  /// @param code an error code of the Auth server
  /// @return empty for every code that is not fatal
  public static Optional<FatalCode> of(String code) {
    return Arrays.stream(values()).filter(fatal -> fatal.code().equals(code)).findFirst();
  }
}
