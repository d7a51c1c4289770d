package dev.sessionkeeper.sidecar.supabase;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The visitor on whose behalf a token call is made, as far as the Auth server may be told.
///
/// It counts token calls by address, and shows address and User-Agent of the last one in its list
/// of sessions. Source: supabase/auth v2.190 `internal/api/token_refresh.go`.
///
/// @param address a literal IP address
/// @param userAgent visible ASCII
public record EndUser(Optional<String> address, Optional<String> userAgent) {
  /// Nobody in particular.
  public static final EndUser UNKNOWN = new EndUser(Optional.empty(), Optional.empty());

  /// The headers that tell of the visitor. The platform believes an address of whoever holds a
  /// secret key, and refuses such a key from what looks like a browser.
  Map<String, String> headers(ApiKey key) {
    var headers = new LinkedHashMap<String, String>();
    if (key.isSecret()) {
      address.ifPresent(known -> headers.put("Sb-Forwarded-For", known));
    } else {
      address.ifPresent(known -> headers.put("X-Forwarded-For", known));
      userAgent.ifPresent(known -> headers.put("User-Agent", known));
    }
    return headers;
  }

  @Override
  public String toString() {
    return "EndUser[redacted]";
  }
}
