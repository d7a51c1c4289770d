package dev.sessionkeeper.sidecar.supabase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why the server took a refresh token that was used before; a bounded set, used as metric label.
///
/// Source: header `sb-auth-refresh-token-reuse-cause` of GoTrue. Gateways may strip it.
public enum ReuseCause {
  /// No reuse, or none that was told.
  NONE,
  CONCURRENT_REFRESH,
  FAIL_TO_SAVE,
  ALWAYS_ALLOW,
  /// A cause that is not known here.
  OTHER;

  static ReuseCause of(AuthReply.Answer answer) {
    return answer
        .header("sb-auth-refresh-token-reuse-cause")
        .map(text -> text.split(",", 2)[0].strip())
        .filter(first -> !first.isEmpty())
        .map(ReuseCause::named)
        .orElse(NONE);
  }

  private static ReuseCause named(String text) {
    Optional<ReuseCause> known =
        Arrays.stream(values()).filter(cause -> cause.headerValue().equals(text)).findFirst();
    return known.orElse(OTHER);
  }

  private String headerValue() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The cause as metric label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
