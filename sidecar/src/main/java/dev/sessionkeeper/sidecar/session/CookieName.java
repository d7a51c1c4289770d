package dev.sessionkeeper.sidecar.session;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;

/// The name of the session cookie, and which cookies belong to it.
///
/// Source: supabase/ssr v0.12.7 `src/utils/chunker.ts`, supabase-js `src/SupabaseClient.ts`.
///
/// @param base the name without chunk suffix
public record CookieName(String base) {

  /// The name that clients derive from the Supabase URL they were given: its host up to the first
  /// dot, in lower case and as punycode. Port and path do not count.
  ///
  /// @throws IllegalArgumentException if `supabaseUrl` has no host
  public static CookieName of(URI supabaseUrl) {
    var authority = supabaseUrl.getRawAuthority();
    if (authority == null || authority.isEmpty()) {
      throw new IllegalArgumentException("supabaseUrl has no host");
    }
    var host = host(authority.substring(authority.lastIndexOf('@') + 1));
    var dot = host.indexOf('.');
    return new CookieName("sb-" + (dot < 0 ? host : host.substring(0, dot)) + "-auth-token");
  }

  private static String host(String hostAndPort) {
    var end = hostAndPort.startsWith("[") ? hostAndPort.indexOf(']') + 1 : hostAndPort.indexOf(':');
    var host = (end <= 0 ? hostAndPort : hostAndPort.substring(0, end)).toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host : IDN.toASCII(host);
  }

  /// Whether a cookie of this name holds the session or a chunk of it.
  public boolean owns(String cookieName) {
    return cookieName.equals(base)
        || (cookieName.startsWith(base)
            && cookieName.length() > base.length() + 1
            && cookieName.charAt(base.length()) == '.'
            && isIndex(cookieName, base.length() + 1));
  }

  /// The name of a chunk.
  public String chunk(int index) {
    return base + "." + index;
  }

  private static boolean isIndex(String name, int from) {
    if (name.charAt(from) == '0') {
      return name.length() == from + 1;
    }
    for (var i = from; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
