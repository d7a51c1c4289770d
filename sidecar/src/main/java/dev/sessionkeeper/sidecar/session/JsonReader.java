package dev.sessionkeeper.sidecar.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `JSON.parse` of JavaScript in time linear in the text, to a depth of 100. Source: ECMA-262
/// section 25.5.1.
final class JsonReader {
  private static final int DEEPEST = 100;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
  private static final Pattern ARRAY_INDEX = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final long LARGEST_ARRAY_INDEX = 4_294_967_294L;

  private final String text;
  private int at;

  /// The text is not JSON; never leaves this class.
  private static final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson() {
      super("not JSON", null, false, false);
    }
  }

  private JsonReader(String text) {
    this.text = text;
  }

  /// Reads a text; empty where `JSON.parse` throws, and where values are nested too deeply.
  static Optional<JsonValue> read(String text) {
    try {
      var reader = new JsonReader(text);
      var value = reader.value(0);
      reader.skipSpace();
      return reader.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (NotJson e) {
      return Optional.empty();
    }
  }

  private JsonValue value(int depth) throws NotJson {
    if (depth > DEEPEST) {
      throw new NotJson();
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> new JsonValue.Text(string());
      case 't' -> literal("true", new JsonValue.Flag(true));
      case 'f' -> literal("false", new JsonValue.Flag(false));
      case 'n' -> literal("null", new JsonValue.Null());
      default -> number();
    };
  }

  private JsonValue members(int depth) throws NotJson {
    var indexed = new TreeMap<Long, JsonValue>();
    var named = new LinkedHashMap<String, JsonValue>();
    at++;
    if (!closes('}')) {
      do {
        skipSpace();
        var name = string();
        skipSpace();
        expect(':');
        var value = value(depth + 1);
        if (isArrayIndex(name)) {
          indexed.put(Long.valueOf(name), value);
        } else {
          named.put(name, value);
        }
      } while (continues('}'));
    }
    return new JsonValue.Members(ordered(indexed, named));
  }

  private static Map<String, JsonValue> ordered(
      SortedMap<Long, JsonValue> indexed, Map<String, JsonValue> named) {
    var all = new LinkedHashMap<String, JsonValue>();
    indexed.forEach((index, value) -> all.put(index.toString(), value));
    all.putAll(named);
    return all;
  }

  private static boolean isArrayIndex(String name) {
    return ARRAY_INDEX.matcher(name).matches() && Long.parseLong(name) <= LARGEST_ARRAY_INDEX;
  }

  private JsonValue items(int depth) throws NotJson {
    List<JsonValue> items = new ArrayList<>();
    at++;
    if (!closes(']')) {
      do {
        items.add(value(depth + 1));
      } while (continues(']'));
    }
    return new JsonValue.Items(items);
  }

  private boolean closes(char end) throws NotJson {
    skipSpace();
    if (peek() == end) {
      at++;
      return true;
    }
    return false;
  }

  private boolean continues(char end) throws NotJson {
    if (closes(end)) {
      return false;
    }
    expect(',');
    return true;
  }

  private String string() throws NotJson {
    expect('"');
    var value = new StringBuilder();
    while (peek() != '"') {
      var c = text.charAt(at++);
      if (c < ' ') {
        throw new NotJson();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() throws NotJson {
    var c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new NotJson();
    };
  }

  private char unicode() throws NotJson {
    var unit = 0;
    for (var i = 0; i < 4; i++) {
      var c = peek();
      var digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new NotJson();
      }
      unit = (unit << 4) | digit;
      at++;
    }
    return (char) unit;
  }

  private JsonValue number() throws NotJson {
    var number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw new NotJson();
    }
    at = number.end();
    return new JsonValue.Numeric(Double.parseDouble(number.group()));
  }

  private JsonValue literal(String word, JsonValue value) throws NotJson {
    if (!text.startsWith(word, at)) {
      throw new NotJson();
    }
    at += word.length();
    return value;
  }

  private void expect(char c) throws NotJson {
    if (peek() != c) {
      throw new NotJson();
    }
    at++;
  }

  private char peek() throws NotJson {
    if (at >= text.length()) {
      throw new NotJson();
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
