package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;

/// Keeps responses that carry a session out of every cache, whatever the application said.
///
/// Source: design rule 5; @supabase/ssr v0.12.7 for the header set; RFC 9213 and the manuals of
/// content delivery networks for the fields that outrank `Cache-Control`.
final class CacheSafety {
  static final String NEVER = "private, no-cache, no-store, must-revalidate, max-age=0";

  // By convention every other field that tells caches of one kind ends so, as CDN-Cache-Control
  // does. Source: RFC 9213 section 2.
  private static final String TARGETED = "-cache-control";
  private static final List<String> OUTRANKING = List.of("Surrogate-Control", "Edge-Control");

  private CacheSafety() {}

  /// Makes a response uncacheable.
  static void apply(MultiMap headers) {
    OUTRANKING.forEach(headers::remove);
    headers.names().stream().filter(CacheSafety::isTargeted).toList().forEach(headers::remove);
    headers.set("Cache-Control", NEVER);
    headers.set("Expires", "0");
    headers.set("Pragma", "no-cache");
    // Many an nginx was told to ignore all of the above. Source: ngx_http_proxy_module,
    // proxy_cache_valid.
    headers.set("X-Accel-Expires", "0");
  }

  private static boolean isTargeted(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(TARGETED);
  }
}
