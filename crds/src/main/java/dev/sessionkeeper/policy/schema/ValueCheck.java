package dev.sessionkeeper.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Holds one text or number to its schema.
final class ValueCheck {
  private static final int LONGEST_SHOWN_VALUE = 60;
  private static final Pattern SECRET =
      Pattern.compile("\\beyJ[A-Za-z0-9_-]{8}|sb_secret_|sb_publishable_|://[^/]*@");

  /// Patterns in words; a message that quotes an expression helps few.
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              Patterns.HTTP_URL,
              "an http or https URL with a host, such as https://abcdefghijklmnopqrst.supabase.co"),
          Map.entry(Patterns.COOKIE_NAME, "the name of a cookie"),
          Map.entry(Patterns.GLOB, "a path glob such as /dashboard/*"),
          Map.entry(Patterns.LOCAL_PATH, "a path of this site such as /login"),
          Map.entry(Patterns.COOKIE_PATH, "a path such as /"),
          Map.entry(Patterns.DOMAIN, "a domain such as example.com"),
          Map.entry(Patterns.METHOD, "an HTTP method in capitals"),
          Map.entry(Patterns.HOST, "a host name"),
          Map.entry(Patterns.ADDRESS_BLOCK, "an address block such as 10.0.0.0/8"),
          Map.entry(Patterns.DURATION, "a duration such as 90s or 1h30m"),
          Map.entry(Patterns.QUANTITY, "a quantity such as 128Mi"),
          Map.entry(Patterns.OBJECT_NAME, "the name of a Secret, in lower case"),
          Map.entry(Patterns.CONTAINER_NAME, "the name of a container, in lower case"),
          Map.entry(Patterns.SECRET_KEY, "the key within a Secret"),
          Map.entry(Patterns.VARIABLE, "the name of an environment variable such as PORT"),
          Map.entry(Patterns.LABEL_KEY, "the key of a label"),
          Map.entry(Patterns.LABEL_VALUE, "the value of a label"),
          Map.entry(Patterns.IMAGE, "the name of an image"));

  private ValueCheck() {}

  /// What the schema expects, if the value is not so.
  static Optional<String> expected(JsonNode schema, JsonNode value) {
    if (value.isTextual()) {
      return fits(schema, value.textValue()) ? Optional.empty() : Optional.of(text(schema));
    }
    if (value.isIntegralNumber() && !isWithin(schema, value)) {
      return Optional.of(
          "a whole number from "
              + schema.path("minimum").asLong()
              + " to "
              + schema.path("maximum").asLong());
    }
    return Optional.empty();
  }

  /// The kind of text that a schema expects, in words.
  static String text(JsonNode schema) {
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.get("enum").spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(" | "));
    }
    var words = WORDS.getOrDefault(schema.path("pattern").asText(), "a text");
    return schema.has("maxLength")
        ? words + " of at most " + schema.get("maxLength").asInt() + " characters"
        : words;
  }

  /// A value for a message: shortened, and never a secret in the wrong place.
  static String shown(JsonNode value) {
    if (value.isTextual() && SECRET.matcher(value.textValue()).find()) {
      return "a value that is not shown";
    }
    var text = value.toString();
    return text.length() <= LONGEST_SHOWN_VALUE
        ? text
        : text.substring(0, LONGEST_SHOWN_VALUE) + "...";
  }

  private static boolean fits(JsonNode schema, String text) {
    var length = text.codePointCount(0, text.length());
    var choices = schema.path("enum");
    return length >= schema.path("minLength").asInt(0)
        && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
        && (!schema.has("pattern")
            || Pattern.compile(schema.get("pattern").asText()).matcher(text).find())
        && (choices.isMissingNode()
            || StreamSupport.stream(choices.spliterator(), false)
                .anyMatch(choice -> choice.asText().equals(text)));
  }

  private static boolean isWithin(JsonNode schema, JsonNode value) {
    return value.canConvertToLong()
        && value.longValue() >= schema.path("minimum").asLong(Long.MIN_VALUE)
        && value.longValue() <= schema.path("maximum").asLong(Long.MAX_VALUE);
  }
}
