package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.CookiePair;
import java.util.List;
import java.util.regex.Pattern;

/// Names of session cookies that a header has, as the Supabase clients make them.
final class CookieNames {
  private static final Pattern SESSION = Pattern.compile("(sb-.+-auth-token)(?:\\.\\d+)?");

  private CookieNames() {}

  /// The names without chunk suffix, each once.
  static List<String> in(CookieHeader header) {
    return header.named(name -> SESSION.matcher(name).matches()).stream()
        .map(CookiePair::name)
        .map(name -> SESSION.matcher(name).replaceFirst("$1"))
        .distinct()
        .toList();
  }
}
