package dev.sessionkeeper.sidecar.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Every way in which an application may read a path: decoded never, once or twice, with and
/// without
/// path parameters, dot segments resolved before or after empty segments are dropped.
///
/// A rule may be relied on only if all readings fall under it. Source: RFC 3986 sections 2.4, 3.3
/// and 5.2.4, and the advisories on path confusion between proxies and applications.
final class PathReadings {
  private static final int MOST_DECODINGS = 2;

  private PathReadings() {}

  /// All readings, the raw path first. Most paths have one.
  static Set<String> of(String path) {
    var readings = new LinkedHashSet<String>();
    readings.add(path);
    if (isPlain(path)) {
      return readings;
    }
    var decoded = path;
    for (var i = 0; i <= MOST_DECODINGS; i++) {
      addVariants(decoded, readings);
      decoded = decode(decoded);
    }
    return readings;
  }

  /// Whether a path has one reading, as most have.
  static boolean isPlain(String path) {
    return path.indexOf('%') < 0
        && path.indexOf('\\') < 0
        && path.indexOf(';') < 0
        && !path.contains("//")
        && !path.contains("/.");
  }

  private static void addVariants(String decoded, Set<String> readings) {
    readings.add(decoded);
    var slashed = decoded.replace('\\', '/');
    for (var text : List.of(slashed, withoutParameters(slashed), untilDelimiter(slashed))) {
      readings.add(resolveDots(dropEmptySegments(text)));
      readings.add(dropEmptySegments(resolveDots(text)));
      readings.add(dropEmptySegments(text));
    }
  }

  private static String withoutParameters(String path) {
    return path.replaceAll(";[^/]*+", "");
  }

  private static String untilDelimiter(String path) {
    for (var i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '?' || path.charAt(i) == '#') {
        return path.substring(0, i);
      }
    }
    return path;
  }

  private static String dropEmptySegments(String path) {
    return path.replaceAll("/{2,}+", "/");
  }

  private static String resolveDots(String path) {
    var segments = new ArrayDeque<String>();
    var parts = path.split("/", -1);
    for (var i = 1; i < parts.length; i++) {
      var isLast = i == parts.length - 1;
      switch (parts[i]) {
        case "." -> addIf(isLast, segments);
        case ".." -> {
          segments.pollLast();
          addIf(isLast, segments);
        }
        default -> segments.addLast(parts[i]);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static void addIf(boolean isLast, ArrayDeque<String> segments) {
    if (isLast) {
      segments.addLast("");
    }
  }

  /// Decodes each valid escape once; the others stay as they are.
  private static String decode(String path) {
    var bytes = path.getBytes(StandardCharsets.UTF_8);
    var decoded = new ByteArrayOutputStream(bytes.length);
    for (var i = 0; i < bytes.length; i++) {
      var high = digit(bytes, i + 1);
      var low = digit(bytes, i + 2);
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write((high << 4) + low);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte[] bytes, int at) {
    return at < bytes.length ? Character.digit(bytes[at], 16) : -1;
  }
}
