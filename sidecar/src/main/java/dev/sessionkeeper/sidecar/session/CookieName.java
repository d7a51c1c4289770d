package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.supabase.SupabaseUrl;
import java.net.URI;

/// The name of the session cookie, and which cookies belong to it.
///
/// Source: supabase/ssr v0.12.7 `src/utils/chunker.ts`, supabase-js `src/SupabaseClient.ts`.
///
/// @param base the name without chunk suffix
public record CookieName(String base) {

  /// The name that clients derive from the Supabase URL they were given: its host up to the first
  /// dot, in lower case and as punycode. Port and path do not count.
  ///
  /// @throws IllegalArgumentException if `supabaseUrl` is no http or https URL with a host
  public static CookieName of(URI supabaseUrl) {
    return new CookieName(SupabaseUrl.of(supabaseUrl.toString()).cookieName());
  }

  /// Where clients call Auth that were given a Supabase URL. Its path is kept.
  ///
  /// @throws IllegalArgumentException if `supabaseUrl` is no http or https URL with a host
  public static URI authUrlOf(URI supabaseUrl) {
    return SupabaseUrl.of(supabaseUrl.toString()).auth();
  }

  /// Whether a cookie of this name holds the session or a chunk of it.
  public boolean owns(String cookieName) {
    return cookieName.equals(base)
        || (cookieName.startsWith(base)
            && cookieName.length() > base.length() + 1
            && cookieName.charAt(base.length()) == '.'
            && isIndex(cookieName, base.length() + 1));
  }

  /// Whether a cookie of this name belongs to the session or to a sign-in that is under way.
  ///
  /// Source: auth-js v2.119.1, `-code-verifier` and `-flow` cookies of PKCE.
  public boolean isOfSignIn(String cookieName) {
    return owns(cookieName)
        || (cookieName.startsWith(base + "-") && cookieName.endsWith("-code-verifier"));
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
