package dev.sessionkeeper.simulator.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Values of a query or a form body as Go's `net/url` reads them: pairs with bad escapes or
/// semicolons are dropped.
final class GoForm {
  private GoForm() {}

  /// Whether reading a form value consumes the body, as Go does for form content types.
  static boolean consumesBody(Call call) {
    return mediaType(call).equals("application/x-www-form-urlencoded")
        || (mediaType(call).equals("multipart/form-data")
            && call.header("Content-Type").orElse("").contains("boundary="));
  }

  private static String mediaType(Call call) {
    return call.header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /// The first value of that name, those of a form body before those of the query; empty if there
  /// is none.
  static String value(Call call, String name) {
    var fromBody =
        mediaType(call).equals("application/x-www-form-urlencoded")
            ? first(call.body().toString(StandardCharsets.UTF_8), name)
            : Optional.<String>empty();
    return fromBody.or(() -> first(call.query(), name)).orElse("");
  }

  static String queryValue(Call call, String name) {
    return first(call.query(), name).orElse("");
  }

  private static Optional<String> first(String encoded, String name) {
    return pairs(encoded).stream()
        .filter(pair -> pair.getFirst().equals(name))
        .map(List::getLast)
        .findFirst();
  }

  private static List<List<String>> pairs(String encoded) {
    List<List<String>> pairs = new ArrayList<>();
    for (var part : encoded.split("&", -1)) {
      var cut = part.indexOf('=');
      var name = unescape(cut < 0 ? part : part.substring(0, cut));
      var value = unescape(cut < 0 ? "" : part.substring(cut + 1));
      if (!part.isEmpty() && !part.contains(";") && name.isPresent() && value.isPresent()) {
        pairs.add(List.of(name.get(), value.get()));
      }
    }
    return pairs;
  }

  private static Optional<String> unescape(String text) {
    var out = new ByteArrayOutputStream();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (var at = 0; at < bytes.length; at++) {
      if (bytes[at] != '%') {
        out.write(bytes[at] == '+' ? ' ' : bytes[at]);
      } else if (at + 2 < bytes.length && hex(bytes[at + 1]) >= 0 && hex(bytes[at + 2]) >= 0) {
        out.write(hex(bytes[at + 1]) * 16 + hex(bytes[at + 2]));
        at += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(out.toString(StandardCharsets.UTF_8));
  }

  private static int hex(byte digit) {
    return digit < 0 ? -1 : Character.digit(digit, 16);
  }
}
