package dev.sessionkeeper.sidecar.supabase;

import java.util.Optional;
import java.util.regex.Pattern;

/// The key that lets a caller pass the gateway in front of the Auth server; a secret here, although
/// publishable ones are public.
///
/// @param value visible ASCII, as it becomes a header; never logged
public record ApiKey(String value) {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,8192}");

  public ApiKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("value: expected visible ASCII without spaces");
    }
  }

  /// Reads the text of a secret file; empty where it holds no key.
  public static Optional<ApiKey> of(String fileText) {
    return Optional.of(fileText.strip()).filter(FORM.asMatchPredicate()).map(ApiKey::new);
  }

  /// Whether the key may do everything in the project, as none for browsers may.
  public boolean isSecret() {
    return value.startsWith("sb_secret_");
  }

  @Override
  public String toString() {
    return "ApiKey[redacted]";
  }
}
