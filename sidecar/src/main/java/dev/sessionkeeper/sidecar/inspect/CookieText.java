package dev.sessionkeeper.sidecar.inspect;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A `Cookie` header in whatever form somebody has it at hand.
final class CookieText {
  private static final Pattern HEADER_LINE =
      Pattern.compile("(?im)^[ \\t>]*+(?:-H[ \\t]*+)?['\"]?cookie:[ \\t]*([^\\r\\n]*)");
  private static final Pattern QUOTE_AT_END = Pattern.compile("['\"][ \\t\\\\]*$");
  private static final String HTTP_ONLY = "#HttpOnly_";
  private static final int FIELDS_OF_NETSCAPE = 7;
  private static final int NAME = 5;

  private CookieText() {}

  /// Reads a text: a JSON export (an array of objects with `name` and `value`), a `cookies.txt` of
  /// Netscape's form, a request with a line `Cookie:`, or the bare value of such a line.
  ///
  /// @return the value of the header; empty if there are no cookies in it
  static Optional<String> header(String text) {
    var stripped = text.strip();
    if (stripped.startsWith("[") || stripped.startsWith("{")) {
      return ofJson(stripped);
    }
    var netscape = stripped.lines().flatMap(CookieText::ofNetscape).toList();
    return netscape.isEmpty() ? ofHeader(stripped) : joined(netscape);
  }

  private static Optional<String> ofJson(String text) {
    try {
      var cookies =
          text.startsWith("[")
              ? new JsonArray(text)
              : new JsonObject(text).getJsonArray("cookies", new JsonArray());
      return joined(
          cookies.stream()
              .filter(JsonObject.class::isInstance)
              .map(cookie -> pair((JsonObject) cookie))
              .flatMap(Optional::stream)
              .toList());
    } catch (DecodeException | ClassCastException e) {
      // A text that is no export, told as one without cookies.
      return Optional.empty();
    }
  }

  private static Optional<String> pair(JsonObject cookie) {
    return cookie.getValue("name") instanceof String name
            && cookie.getValue("value") instanceof String value
        ? Optional.of(name + "=" + value)
        : Optional.empty();
  }

  private static Stream<String> ofNetscape(String line) {
    var isComment = line.startsWith("#") && !line.startsWith(HTTP_ONLY);
    var fields = line.split("\t", -1);
    return isComment || fields.length < FIELDS_OF_NETSCAPE
        ? Stream.empty()
        : Stream.of(fields[NAME] + "=" + fields[NAME + 1].strip());
  }

  private static Optional<String> ofHeader(String text) {
    var lines =
        HEADER_LINE
            .matcher(text)
            .results()
            .map(line -> QUOTE_AT_END.matcher(line.group(1)).replaceFirst(""))
            .toList();
    if (!lines.isEmpty()) {
      return joined(lines);
    }
    return text.contains("=") && !text.contains("\n") ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> joined(List<String> cookies) {
    var text = cookies.stream().collect(Collectors.joining("; "));
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }
}
