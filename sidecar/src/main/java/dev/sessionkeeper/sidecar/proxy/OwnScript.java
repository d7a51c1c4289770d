package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a request was made by a script of the application's own origin.
///
/// A header of our own makes every other origin ask first, which is never granted; older browsers
/// are held by it alone. What a browser tells of itself must agree: `same-site` is not enough, as a
/// sibling subdomain may be anybody's. Source: W3C Fetch Metadata; RFC 6454 section 7; Fetch
/// standard, section "CORS-preflight request".
final class OwnScript {
  /// The header that scripts send, with the value 1.
  static final String HEADER = "X-Sessionkeeper-Request";

  private final Exchange exchange;

  private OwnScript(Exchange exchange) {
    this.exchange = exchange;
  }

  static boolean made(Exchange exchange) {
    var script = new OwnScript(exchange);
    return script.all(HEADER).equals(List.of("1"))
        && script.isSameOriginByFetchMetadata()
        && script.isSameOriginByOrigin();
  }

  /// Browsers without Fetch Metadata send none.
  private boolean isSameOriginByFetchMetadata() {
    var site = all("Sec-Fetch-Site");
    return site.isEmpty() || site.equals(List.of("same-origin"));
  }

  /// Browsers leave `Origin` out of a same-origin `GET`.
  private boolean isSameOriginByOrigin() {
    var origins = all(HttpHeaders.ORIGIN.toString());
    return origins.isEmpty() || (origins.size() == 1 && isOwn(origins.getFirst()));
  }

  private boolean isOwn(String origin) {
    for (var scheme : List.of("https", "http")) {
      if (origin.startsWith(scheme + "://")) {
        var named = origin.substring(scheme.length() + "://".length());
        return !named.isEmpty()
            && mayBe(scheme)
            && withoutDefaultPort(scheme, named).equals(withoutDefaultPort(scheme, authority()));
      }
    }
    return false;
  }

  /// Only a trusted proxy knows whether the browser came by TLS.
  private boolean mayBe(String scheme) {
    return forwarded(HeaderNames.FORWARDED_PROTO).map(scheme::equalsIgnoreCase).orElse(true);
  }

  private String authority() {
    return forwarded(HeaderNames.FORWARDED_HOST).orElseGet(() -> exchange.header(HttpHeaders.HOST));
  }

  private Optional<String> forwarded(String name) {
    return exchange.isFromTrustedProxy()
        ? Optional.of(String.join(", ", all(name))).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  private static String withoutDefaultPort(String scheme, String authority) {
    var port = scheme.equals("https") ? ":443" : ":80";
    var lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }

  private List<String> all(String name) {
    return exchange.request().headers().getAll(name);
  }
}
