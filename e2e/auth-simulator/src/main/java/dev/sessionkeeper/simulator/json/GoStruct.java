package dev.sessionkeeper.simulator.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shape of a request body: which members count and of which type, read as Go reads into a
/// struct. Names match without regard to case, the last duplicate wins, `null` changes nothing,
/// unknown members are ignored.
public final class GoStruct {
  private final String packageName;
  private final String name;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /// The types that request bodies use.
  private enum Kind {
    TEXT("string"),
    OPTIONAL_TEXT("string"),
    FLAG("bool"),
    MAP("map[string]interface {}");

    private final String goName;

    Kind(String goName) {
      this.goName = goName;
    }
  }

  private GoStruct(String packageName, String name) {
    this.packageName = packageName;
    this.name = name;
  }

  /// Starts a shape without members.
  ///
  /// @param qualifiedName as Go names the type in messages, such as `api.SignupParams`
  public static GoStruct named(String qualifiedName) {
    var dot = qualifiedName.indexOf('.');
    return new GoStruct(qualifiedName.substring(0, dot), qualifiedName.substring(dot + 1));
  }

  public GoStruct text(String... names) {
    List.of(names).forEach(member -> kinds.put(member, Kind.TEXT));
    return this;
  }

  /// Texts that tell absent from empty.
  public GoStruct optionalText(String... names) {
    List.of(names).forEach(member -> kinds.put(member, Kind.OPTIONAL_TEXT));
    return this;
  }

  public GoStruct flag(String... names) {
    List.of(names).forEach(member -> kinds.put(member, Kind.FLAG));
    return this;
  }

  public GoStruct map(String... names) {
    List.of(names).forEach(member -> kinds.put(member, Kind.MAP));
    return this;
  }

  /// Reads a body.
  ///
  /// @throws GoJsonException with Go's message for malformed text or the first member of a wrong
  ///   type
  public Values read(byte[] body) {
    return switch (GoJsonReader.read(body)) {
      case Json.Null n -> new Values(Map.of());
      case Json.Members members -> readMembers(members);
      case Json other ->
          throw new GoJsonException(
              "json: cannot unmarshal "
                  + goKind(other)
                  + " into Go value of type "
                  + packageName
                  + "."
                  + name);
    };
  }

  private Values readMembers(Json.Members members) {
    Map<String, Json> values = new HashMap<>();
    Optional<GoJsonException> firstProblem = Optional.empty();
    for (var member : members.entries()) {
      var field = field(member.name());
      if (field.isEmpty()) {
        continue;
      }
      var problem = store(field.get(), member.value(), values);
      firstProblem = firstProblem.or(() -> problem);
    }
    firstProblem.ifPresent(
        problem -> {
          throw problem;
        });
    return new Values(values);
  }

  private Optional<String> field(String memberName) {
    return kinds.containsKey(memberName)
        ? Optional.of(memberName)
        : kinds.keySet().stream().filter(memberName::equalsIgnoreCase).findFirst();
  }

  private Optional<GoJsonException> store(String field, Json value, Map<String, Json> values) {
    var kind = kinds.getOrDefault(field, Kind.TEXT);
    if (value instanceof Json.Null) {
      if (kind == Kind.OPTIONAL_TEXT || kind == Kind.MAP) {
        values.remove(field);
      }
      return Optional.empty();
    }
    if (!fits(kind, value)) {
      return Optional.of(mismatch(field, kind.goName, goKind(value)));
    }
    var tooLarge = overflow(value);
    if (tooLarge.isPresent()) {
      return Optional.of(mismatch(field, "float64", "number " + tooLarge.get().source()));
    }
    values.merge(field, value, (old, latest) -> kind == Kind.MAP ? joined(old, latest) : latest);
    return Optional.empty();
  }

  /// Go decodes a repeated object into the map that is already there.
  private static Json joined(Json old, Json latest) {
    var all = new ArrayList<>(((Json.Members) old).entries());
    all.addAll(((Json.Members) latest).entries());
    return new Json.Members(all);
  }

  private static boolean fits(Kind kind, Json value) {
    return switch (kind) {
      case TEXT, OPTIONAL_TEXT -> value instanceof Json.Text;
      case FLAG -> value instanceof Json.Bool;
      case MAP -> value instanceof Json.Members;
    };
  }

  /// The first number that no double can hold.
  private static Optional<Json.Decimal> overflow(Json value) {
    return switch (value) {
      case Json.Decimal decimal ->
          Double.isInfinite(decimal.value()) ? Optional.of(decimal) : Optional.empty();
      case Json.Array array ->
          array.items().stream().flatMap(item -> overflow(item).stream()).findFirst();
      case Json.Members members ->
          members.entries().stream().flatMap(m -> overflow(m.value()).stream()).findFirst();
      case Json.Null n -> Optional.empty();
      case Json.Bool b -> Optional.empty();
      case Json.Text t -> Optional.empty();
    };
  }

  private GoJsonException mismatch(String field, String goType, String found) {
    return new GoJsonException(
        "json: cannot unmarshal "
            + found
            + " into Go struct field "
            + name
            + "."
            + field
            + " of type "
            + goType);
  }

  public static String goKind(Json value) {
    return switch (value) {
      case Json.Null n -> "null";
      case Json.Bool b -> "bool";
      case Json.Decimal n -> "number";
      case Json.Text t -> "string";
      case Json.Array a -> "array";
      case Json.Members m -> "object";
    };
  }

  /// What a body said. A missing text is empty, a missing flag false.
  public static final class Values {
    private final Map<String, Json> values;

    private Values(Map<String, Json> values) {
      this.values = Map.copyOf(values);
    }

    public String text(String name) {
      return optionalText(name).orElse("");
    }

    public Optional<String> optionalText(String name) {
      return Optional.ofNullable(values.get(name)).map(value -> ((Json.Text) value).value());
    }

    public boolean flag(String name) {
      return values.get(name) instanceof Json.Bool(boolean value) && value;
    }

    /// The object of that name in Go's map order.
    public Optional<Json.Members> map(String name) {
      return Optional.ofNullable(values.get(name)).map(value -> (Json.Members) value.sorted());
    }
  }
}
