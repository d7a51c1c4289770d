package dev.sessionkeeper.simulator.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A JSON value as Go holds it: numbers are doubles, the order of members is kept.
public sealed interface Json {

  /// The literal `null`.
  record Null() implements Json {}

  /// `true` or `false`.
  record Bool(boolean value) implements Json {}

  /// A number; Go decodes every number of free-form JSON into a double.
  ///
  /// @param source as it was written; empty if it was not read from a text
  record Decimal(double value, String source) implements Json {}

  /// A string.
  record Text(String value) implements Json {}

  /// An array.
  record Array(List<Json> items) implements Json {
    public Array {
      items = List.copyOf(items);
    }
  }

  /// One member of an object.
  record Member(String name, Json value) {}

  /// An object. Duplicate names are kept as read; `sorted` resolves them as a Go map does.
  record Members(List<Member> entries) implements Json {
    public Members {
      entries = List.copyOf(entries);
    }

    /// The value of the last member of that name.
    public Optional<Json> get(String name) {
      return entries.reversed().stream()
          .filter(m -> m.name().equals(name))
          .map(Member::value)
          .findFirst();
    }

    /// This object with one member set or, for a `Null` value, removed: how the server merges
    /// metadata.
    public Members merged(Members updates) {
      var result = new TreeMap<String, Json>(BYTE_ORDER);
      entries.forEach(member -> result.put(member.name(), member.value()));
      for (var update : ((Members) updates.sorted()).entries()) {
        if (update.value() instanceof Null) {
          result.remove(update.name());
        } else {
          result.put(update.name(), update.value());
        }
      }
      return of(result);
    }

    private static Members of(TreeMap<String, Json> map) {
      return new Members(
          map.entrySet().stream().map(e -> new Member(e.getKey(), e.getValue())).toList());
    }
  }

  /// The order in which Go writes the members of a map: by the bytes of their names.
  Comparator<String> BYTE_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /// This value with the members of all objects in Go's map order; of duplicate names the last
  /// stays.
  default Json sorted() {
    return switch (this) {
      case Members members -> {
        var map = new TreeMap<String, Json>(BYTE_ORDER);
        members.entries().forEach(member -> map.put(member.name(), member.value().sorted()));
        yield Members.of(map);
      }
      case Array array -> new Array(array.items().stream().map(Json::sorted).toList());
      case Null n -> n;
      case Bool b -> b;
      case Decimal d -> d;
      case Text t -> t;
    };
  }

  static Json text(String value) {
    return new Text(value);
  }

  static Json number(double value) {
    return new Decimal(value, "");
  }

  static Json bool(boolean value) {
    return new Bool(value);
  }

  static Json texts(List<String> values) {
    return new Array(values.stream().map(Json::text).toList());
  }

  /// Starts an object whose members are written in the order in which they are added.
  static Builder object() {
    return new Builder();
  }

  /// Collects the members of an object.
  final class Builder {
    private final List<Member> entries = new ArrayList<>();

    public Builder add(String name, Json value) {
      entries.add(new Member(name, value));
      return this;
    }

    public Builder add(String name, String value) {
      return add(name, text(value));
    }

    public Builder add(String name, long value) {
      return add(name, number((double) value));
    }

    public Builder add(String name, boolean value) {
      return add(name, bool(value));
    }

    /// Adds the member unless the text is empty, as Go's `omitempty` does.
    public Builder addUnlessEmpty(String name, String value) {
      return value.isEmpty() ? this : add(name, value);
    }

    public Members build() {
      return new Members(entries);
    }
  }
}
