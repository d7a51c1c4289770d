package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.sidecar.session.JsonTokens.NotJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `JSON.parse` of JavaScript, in time and memory linear in the text. Nested values stand on a
/// stack of our own, so that no depth overflows the thread's. Source: ECMA-262 section 25.5.1.
final class JsonReader {
  private final JsonTokens tokens;
  private final Deque<Container> open = new ArrayDeque<>();

  /// An object or array that is not complete yet.
  private sealed interface Container {
    char end();

    /// Reads what stands before a value.
    void beforeValue(JsonTokens tokens) throws NotJson;

    void add(JsonValue value);

    JsonValue complete();
  }

  private JsonReader(String text) {
    tokens = new JsonTokens(text);
  }

  /// Reads a text; empty where `JSON.parse` throws.
  static Optional<JsonValue> read(String text) {
    try {
      var reader = new JsonReader(text);
      var value = reader.value();
      return reader.tokens.isAtEnd() ? Optional.of(value) : Optional.empty();
    } catch (NotJson e) {
      return Optional.empty();
    }
  }

  private JsonValue value() throws NotJson {
    var complete = next();
    while (complete.isEmpty() || !open.isEmpty()) {
      complete = complete.isEmpty() ? next() : added(complete.get());
    }
    return complete.get();
  }

  /// Reads a value that is complete at once; empty if one was opened.
  private Optional<JsonValue> next() throws NotJson {
    if (tokens.takes('{')) {
      return opened(new OpenMembers());
    }
    return tokens.takes('[') ? opened(new OpenItems()) : Optional.of(tokens.scalar());
  }

  private Optional<JsonValue> opened(Container container) throws NotJson {
    if (tokens.takes(container.end())) {
      return Optional.of(container.complete());
    }
    container.beforeValue(tokens);
    open.push(container);
    return Optional.empty();
  }

  /// Adds a value to the innermost container; returns that if it is complete now.
  private Optional<JsonValue> added(JsonValue value) throws NotJson {
    var innermost = open.element();
    innermost.add(value);
    if (tokens.takes(innermost.end())) {
      return Optional.of(open.pop().complete());
    }
    tokens.expect(',');
    innermost.beforeValue(tokens);
    return Optional.empty();
  }

  private static final class OpenItems implements Container {
    private final List<JsonValue> items = new ArrayList<>();

    @Override
    public char end() {
      return ']';
    }

    @Override
    public void beforeValue(JsonTokens tokens) {}

    @Override
    public void add(JsonValue value) {
      items.add(value);
    }

    @Override
    public JsonValue complete() {
      return new JsonValue.Items(items);
    }
  }

  /// Integer-like names come first, in ascending order.
  private static final class OpenMembers implements Container {
    private static final Pattern ARRAY_INDEX = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final long LARGEST_ARRAY_INDEX = 4_294_967_294L;

    private final Map<Long, JsonValue> indexed = new TreeMap<>();
    private final Map<String, JsonValue> named = new LinkedHashMap<>();
    private String name = "";

    @Override
    public char end() {
      return '}';
    }

    @Override
    public void beforeValue(JsonTokens tokens) throws NotJson {
      name = tokens.name();
    }

    @Override
    public void add(JsonValue value) {
      if (isArrayIndex(name)) {
        indexed.put(Long.valueOf(name), value);
      } else {
        named.put(name, value);
      }
    }

    @Override
    public JsonValue complete() {
      var all = new LinkedHashMap<String, JsonValue>();
      indexed.forEach((index, value) -> all.put(index.toString(), value));
      all.putAll(named);
      return new JsonValue.Members(all);
    }

    private static boolean isArrayIndex(String name) {
      return ARRAY_INDEX.matcher(name).matches() && Long.parseLong(name) <= LARGEST_ARRAY_INDEX;
    }
  }
}
