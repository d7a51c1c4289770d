package dev.sessionkeeper.sidecar.proxy;

import static io.netty.util.AsciiString.contentEqualsIgnoreCase;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which header fields go no further than this hop, and which nobody but us may set.
///
/// Names are compared without regard to case; applications that follow CGI take `_` for `-`, some
/// servers take any sign for it, and so do we where it matters. Source: RFC 9110 section 7.6.1, RFC
/// 3875 section 4.1.18.
final class HeaderNames {
  /// What the application is told about the session.
  static final String STATE = "X-Sessionkeeper-State";

  static final String FORWARDED_FOR = "X-Forwarded-For";
  static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  static final String FORWARDED_HOST = "X-Forwarded-Host";

  private static final String OURS = "x-sessionkeeper-";
  private static final Set<String> END_TO_END =
      Set.of("host", "cookie", "set-cookie", "authorization", "content-length", "cache-control");
  private static final Set<String> OF_PROXIES =
      Set.of("forwarded", "x-real-ip", "x-original-url", "x-original-uri", "x-rewrite-url");

  private HeaderNames() {}

  static boolean is(CharSequence name, CharSequence other) {
    return contentEqualsIgnoreCase(name, other);
  }

  /// By length first: nearly every field is told apart by it.
  static boolean isHopByHop(CharSequence name) {
    return switch (name.length()) {
      case 2 -> is(name, "te");
      case 6 -> is(name, "expect");
      case 7 -> is(name, "upgrade");
      case 10 -> is(name, "connection") || is(name, "keep-alive");
      case 16 -> is(name, "proxy-connection");
      case 17 -> is(name, "transfer-encoding");
      case 18 -> is(name, "proxy-authenticate");
      case 19 -> is(name, "proxy-authorization");
      default -> false;
    };
  }

  /// Whether a name has `_` where a field of ours, of this hop or of a proxy has `-`. Nobody sends
  /// such a name for a good reason.
  static boolean isDisguised(String name) {
    if (name.indexOf('_') < 0) {
      return false;
    }
    var dashed = dashed(name);
    return isHopByHop(dashed) || dashed.equals("content-length") || isOfProxies(dashed);
  }

  /// Whether only the sidecar may set a field, in whatever spelling.
  static boolean isOurs(String name) {
    return startsWith(name, 'x') && dashed(name).startsWith(OURS);
  }

  /// Whether a name is spelt as everybody spells it: letters, digits and dashes.
  static boolean isPlain(String name) {
    for (var i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '-' && !isAlphanumeric(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether only a trusted proxy may set a field, in whatever spelling.
  static boolean isOfProxies(String name) {
    if (!startsWith(name, 'x') && !startsWith(name, 'f')) {
      return false;
    }
    var dashed = dashed(name);
    return dashed.startsWith("x-forwarded-") || OF_PROXIES.contains(dashed);
  }

  /// The fields that a `Connection` header names, in lower case, without those that are never of
  /// one hop alone: nobody takes them away from the application by naming them.
  ///
  /// @param values of all `Connection` fields
  static Set<String> namedByConnection(List<String> values) {
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

  /// Whether a field was named so.
  static boolean isNamed(Set<String> named, CharSequence name) {
    return !named.isEmpty() && named.contains(lower(name.toString()));
  }

  private static boolean startsWith(String name, char lowerCase) {
    return !name.isEmpty() && (name.charAt(0) | 0x20) == lowerCase;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String dashed(String name) {
    if (isPlain(name)) {
      return lower(name);
    }
    var dashed = new StringBuilder(lower(name));
    for (var i = 0; i < dashed.length(); i++) {
      if (!isAlphanumeric(dashed.charAt(i))) {
        dashed.setCharAt(i, '-');
      }
    }
    return dashed.toString();
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  }
}
