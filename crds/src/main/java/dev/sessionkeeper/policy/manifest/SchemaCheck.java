package dev.sessionkeeper.policy.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.policy.schema.PatternWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Holds a value to a structural schema: types, choices, bounds, needed and unknown members. The
/// CEL rules are not evaluated here; what they forbid is what the reader of the contract refuses.
///
/// Belongs to one check and one thread.
final class SchemaCheck {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private SchemaCheck() {}

  /// What a check found.
  ///
  /// @param unknown paths of members that the schema does not have
  record Result(List<Problem> problems, List<String> unknown) {
    Result {
      problems = List.copyOf(problems);
      unknown = List.copyOf(unknown);
    }
  }

  /// Checks a value.
  ///
  /// @param path where the value stands, such as `spec`
  static Result of(JsonNode value, JsonNode schema, String path) {
    var check = new SchemaCheck();
    check.check(value, schema, path);
    return new Result(check.problems, check.unknown);
  }

  private void check(JsonNode value, JsonNode schema, String path) {
    if (!ofType(value, schema)) {
      problem(path, expectedType(schema), value);
      return;
    }
    if (value.isObject()) {
      checkMembers(value, schema, path);
    } else if (value.isArray()) {
      checkElements(value, schema, path);
    } else {
      checkScalar(value, schema, path);
    }
  }

  private void checkMembers(JsonNode value, JsonNode schema, String path) {
    for (var needed : schema.path("required")) {
      if (!value.hasNonNull(needed.asText())) {
        problems.add(new Problem(path + "." + needed.asText(), "a value", "nothing"));
      }
    }
    atMost(value, schema, "maxProperties", "members", path);
    for (var member : value.properties()) {
      var at = path + "." + member.getKey();
      var known = schema.path("properties").get(member.getKey());
      var rule = known == null ? schema.get("additionalProperties") : known;
      if (rule == null) {
        unknown.add(at);
      } else if (!member.getValue().isNull()) {
        check(member.getValue(), rule, at);
      }
    }
  }

  private void checkElements(JsonNode value, JsonNode schema, String path) {
    atMost(value, schema, "maxItems", "elements", path);
    for (var i = 0; i < value.size(); i++) {
      check(value.get(i), schema.path("items"), path + "[" + i + "]");
    }
  }

  private void atMost(JsonNode value, JsonNode schema, String bound, String what, String path) {
    if (schema.has(bound) && value.size() > schema.get(bound).asInt()) {
      var expected = "at most " + schema.get(bound).asInt() + " " + what;
      problems.add(new Problem(path, expected, value.size() + " of them"));
    }
  }

  private void checkScalar(JsonNode value, JsonNode schema, String path) {
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      problem(path, choices(schema.get("enum")), value);
    }
    if (value.isNumber() && !inBounds(value.asLong(), schema)) {
      problem(path, "a whole number " + bounds(schema), value);
    }
    if (value.isTextual() && !ofLength(value.textValue(), schema)) {
      problem(path, "a text of " + lengths(schema), value);
    }
    if (schema.has("pattern") && !matches(value.asText(), schema.get("pattern").asText())) {
      problem(path, PatternWords.of(schema.get("pattern").asText()), value);
    }
  }

  private static boolean ofType(JsonNode value, JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isIntegralNumber() || value.isTextual();
    }
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber() && value.canConvertToLong();
      default -> true;
    };
  }

  private static String expectedType(JsonNode schema) {
    if (schema.has("enum")) {
      return choices(schema.get("enum"));
    }
    return switch (schema.path("type").asText()) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "string" -> "a text";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number";
      default -> "a number or a text";
    };
  }

  private static boolean contains(JsonNode choices, JsonNode value) {
    return StreamSupport.stream(choices.spliterator(), false).anyMatch(value::equals);
  }

  private static String choices(JsonNode choices) {
    return StreamSupport.stream(choices.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" | "));
  }

  private static boolean inBounds(long number, JsonNode schema) {
    return number >= schema.path("minimum").asLong(Long.MIN_VALUE)
        && number <= schema.path("maximum").asLong(Long.MAX_VALUE);
  }

  private static String bounds(JsonNode schema) {
    return schema.has("maximum")
        ? "from " + schema.path("minimum").asLong() + " to " + schema.get("maximum").asLong()
        : "of at least " + schema.path("minimum").asLong();
  }

  private static boolean ofLength(String text, JsonNode schema) {
    var length = text.codePointCount(0, text.length());
    return length >= schema.path("minLength").asInt(0)
        && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE);
  }

  private static String lengths(JsonNode schema) {
    return schema.path("minLength").asInt(0)
        + " to "
        + schema.path("maxLength").asInt(Integer.MAX_VALUE)
        + " characters";
  }

  private static boolean matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  private void problem(String path, String expected, JsonNode found) {
    problems.add(Problem.of(path, expected, found));
  }
}
