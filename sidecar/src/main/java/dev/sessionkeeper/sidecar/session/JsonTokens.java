package dev.sessionkeeper.sidecar.session;

import java.util.regex.Pattern;

/// The tokens of a JSON text, taken one after the other. Source: ECMA-262 section 25.5.1.
final class JsonTokens {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  private final String text;
  private int at;

  /// The text is not JSON; never leaves the reader.
  static final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson() {
      super("not JSON", null, false, false);
    }
  }

  JsonTokens(String text) {
    this.text = text;
  }

  /// A text, a number or a literal.
  JsonValue scalar() throws NotJson {
    return switch (peek()) {
      case '"' -> new JsonValue.Text(string());
      case 't' -> literal("true", new JsonValue.Flag(true));
      case 'f' -> literal("false", new JsonValue.Flag(false));
      case 'n' -> literal("null", new JsonValue.Null());
      default -> number();
    };
  }

  /// The name of a member, and the colon behind it.
  String name() throws NotJson {
    var name = string();
    expect(':');
    return name;
  }

  /// Takes a character if it comes next, white space aside.
  boolean takes(char c) throws NotJson {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /// Takes a character that must come next, white space aside.
  void expect(char c) throws NotJson {
    if (!takes(c)) {
      throw new NotJson();
    }
  }

  /// Whether only white space is left.
  boolean isAtEnd() {
    skipSpace();
    return at == text.length();
  }

  private char peek() throws NotJson {
    skipSpace();
    return unit();
  }

  private String string() throws NotJson {
    expect('"');
    var value = new StringBuilder();
    while (unit() != '"') {
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
    var c = unit();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw new NotJson();
    };
  }

  private char hexadecimal() throws NotJson {
    var value = 0;
    for (var i = 0; i < 4; i++) {
      var c = unit();
      var digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new NotJson();
      }
      value = (value << 4) | digit;
      at++;
    }
    return (char) value;
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

  private char unit() throws NotJson {
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
