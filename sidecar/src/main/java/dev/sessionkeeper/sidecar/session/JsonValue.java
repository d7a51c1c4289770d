package dev.sessionkeeper.sidecar.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value as JavaScript holds it: numbers are doubles, members keep their order.
sealed interface JsonValue {

  /// An object; integer-like names come first, as in JavaScript.
  record Members(Map<String, JsonValue> values) implements JsonValue {

    Optional<JsonValue> get(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /// The text of a member; empty if there is no such member or it is no text.
    Optional<String> text(String name) {
      return values.get(name) instanceof Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /// The number of a member; empty if there is no such member or it is no number.
    Optional<Double> number(String name) {
      return values.get(name) instanceof Numeric(double value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /// The same object with one member set, in place if it exists, else last.
    Members with(String name, JsonValue value) {
      var changed = new LinkedHashMap<>(values);
      changed.put(name, value);
      return new Members(changed);
    }

    Members without(String name) {
      var changed = new LinkedHashMap<>(values);
      changed.remove(name);
      return new Members(changed);
    }
  }

  /// An array.
  record Items(List<JsonValue> values) implements JsonValue {}

  /// A text; may hold lone surrogates.
  record Text(String value) implements JsonValue {}

  /// A number.
  record Numeric(double value) implements JsonValue {}

  /// `true` or `false`.
  record Flag(boolean value) implements JsonValue {}

  /// `null`.
  record Null() implements JsonValue {}
}
