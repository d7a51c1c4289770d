package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.MultiMap;
import java.util.List;

/// Keeps responses that carry a session out of every cache, whatever the application said.
///
/// Source: design rule 5; @supabase/ssr v0.12.7 for the header set; RFC 9213 and the manuals of
/// content delivery networks for the fields that outrank `Cache-Control`.
final class CacheSafety {
  static final String NEVER = "private, no-cache, no-store, must-revalidate, max-age=0";

  private static final List<String> OUTRANKING =
      List.of(
          "CDN-Cache-Control",
          "Surrogate-Control",
          "Vercel-CDN-Cache-Control",
          "Cloudflare-CDN-Cache-Control",
          "Netlify-CDN-Cache-Control",
          "Akamai-Cache-Control",
          "Fastly-Cache-Control",
          "Edge-Control",
          "X-Accel-Expires");

  private CacheSafety() {}

  /// Makes a response uncacheable.
  static void apply(MultiMap headers) {
    OUTRANKING.forEach(headers::remove);
    headers.set("Cache-Control", NEVER);
    headers.set("Expires", "0");
    headers.set("Pragma", "no-cache");
  }
}
