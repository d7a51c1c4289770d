package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Which header fields go no further than this hop, and which nobody but us may set.
///
/// Names are compared in lower case; applications that follow CGI take `_` for `-`, so we do where
/// it matters. Source: RFC 9110 section 7.6.1.
final class HeaderNames {
  /// What the application is told about the session.
  static final CharSequence STATE = HttpHeaders.createOptimized("X-Sessionkeeper-State");

  private static final String OURS = "x-sessionkeeper-";
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "transfer-encoding",
          "upgrade",
          "expect");
  private static final Set<String> END_TO_END =
      Set.of("host", "cookie", "set-cookie", "authorization", "content-length", "cache-control");
  private static final Set<String> OF_PROXIES =
      Set.of("forwarded", "x-real-ip", "x-original-url", "x-original-uri", "x-rewrite-url");

  private HeaderNames() {}

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static boolean isHopByHop(String lowerCase) {
    return HOP_BY_HOP.contains(lowerCase);
  }

  /// Whether a name has `_` where a field of ours, of this hop or of a proxy has `-`. Nobody sends
  /// such a name for a good reason.
  static boolean isDisguised(String lowerCase) {
    if (lowerCase.indexOf('_') < 0) {
      return false;
    }
    var dashed = dashed(lowerCase);
    return HOP_BY_HOP.contains(dashed) || dashed.equals("content-length") || isOfProxies(dashed);
  }

  /// Whether only the sidecar may set a field, in whatever spelling.
  static boolean isOurs(String lowerCase) {
    return lowerCase.startsWith("x") && dashed(lowerCase).startsWith(OURS);
  }

  /// Whether only a trusted proxy may set a field, in whatever spelling.
  static boolean isOfProxies(String lowerCase) {
    var first = lowerCase.isEmpty() ? ' ' : lowerCase.charAt(0);
    if (first != 'x' && first != 'f') {
      return false;
    }
    var dashed = dashed(lowerCase);
    return dashed.startsWith("x-forwarded-") || OF_PROXIES.contains(dashed);
  }

  /// The fields that a `Connection` header names, in lower case, without those that are never of
  /// one hop alone: nobody takes them away from the application by naming them.
  static Set<String> namedByConnection(MultiMap headers) {
    var values = headers.getAll(HttpHeaders.CONNECTION);
    if (values.isEmpty()) {
      return Set.of();
    }
    var names = new HashSet<String>();
    for (var value : values) {
      for (var name : value.split(",", -1)) {
        names.add(lower(name.strip()));
      }
    }
    names.removeIf(name -> END_TO_END.contains(name) || isOfProxies(name));
    return names;
  }

  private static String dashed(String lowerCase) {
    return lowerCase.indexOf('_') < 0 ? lowerCase : lowerCase.replace('_', '-');
  }
}
