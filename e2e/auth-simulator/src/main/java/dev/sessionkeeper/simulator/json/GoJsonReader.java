package dev.sessionkeeper.simulator.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads JSON as Go's `json.Unmarshal` does, with the same verdict and the same message for
/// malformed text. Source of the messages: the Go standard library, `encoding/json` scanner states.
public final class GoJsonReader {
  private static final String BEGIN_OF_VALUE = "looking for beginning of value";
  private static final String BEGIN_OF_KEY = "looking for beginning of object key string";
  // Go stops at 10,000; a thread's stack here is smaller, and no client nests that deep.
  private static final int MAXIMUM_DEPTH = 1_000;

  private final byte[] bytes;
  private int at;

  private GoJsonReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads exactly one value.
  ///
  /// @throws GoJsonException with Go's message if the bytes are not exactly one JSON value
  public static Json read(byte[] bytes) {
    var reader = new GoJsonReader(bytes);
    var value = reader.value(0);
    reader.skipSpace();
    if (reader.at < bytes.length) {
      throw reader.invalid("after top-level value");
    }
    return value;
  }

  private Json value(int depth) {
    skipSpace();
    var first = peek();
    if (depth > MAXIMUM_DEPTH) {
      throw invalid("exceeded max depth");
    }
    return switch (first) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Text(string());
      case 't' -> literal("true", new Json.Bool(true));
      case 'f' -> literal("false", new Json.Bool(false));
      case 'n' -> literal("null", new Json.Null());
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw invalid(BEGIN_OF_VALUE);
    };
  }

  private Json object(int depth) {
    List<Json.Member> members = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return new Json.Members(members);
    }
    while (true) {
      members.add(member(depth));
      if (endsAfter('}', "after object key:value pair")) {
        return new Json.Members(members);
      }
    }
  }

  private Json.Member member(int depth) {
    skipSpace();
    if (peek() != '"') {
      throw invalid(BEGIN_OF_KEY);
    }
    var name = string();
    skipSpace();
    if (peek() != ':') {
      throw invalid("after object key");
    }
    at++;
    return new Json.Member(name, value(depth + 1));
  }

  private Json array(int depth) {
    List<Json> items = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return new Json.Array(items);
    }
    while (true) {
      items.add(value(depth + 1));
      if (endsAfter(']', "after array element")) {
        return new Json.Array(items);
      }
    }
  }

  /// Consumes a comma (false) or the closing bracket (true).
  private boolean endsAfter(char closing, String context) {
    skipSpace();
    var next = peek();
    if (next != ',' && next != closing) {
      throw invalid(context);
    }
    at++;
    return next == closing;
  }

  private Json literal(String word, Json value) {
    for (var i = 1; i < word.length(); i++) {
      at++;
      if (peekOrSpace() != word.charAt(i)) {
        throw invalid("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
    at++;
    return value;
  }

  private Json number() {
    var start = at;
    if (peek() == '-') {
      at++;
      requireDigit("in numeric literal");
    }
    if (bytes[at] == '0') {
      at++;
    } else {
      skipDigits();
    }
    fraction();
    exponent();
    var text = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
    return new Json.Decimal(Double.parseDouble(text), text);
  }

  private void fraction() {
    if (at < bytes.length && bytes[at] == '.') {
      at++;
      requireDigit("after decimal point in numeric literal");
      skipDigits();
    }
  }

  private void exponent() {
    if (at < bytes.length && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (peekOrSpace() == '+' || peekOrSpace() == '-') {
        at++;
      }
      requireDigit("in exponent of numeric literal");
      skipDigits();
    }
  }

  private void requireDigit(String context) {
    if (peekOrSpace() < '0' || peekOrSpace() > '9') {
      throw invalid(context);
    }
  }

  private void skipDigits() {
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
  }

  private String string() {
    var text = new StringBuilder();
    var raw = new ByteArrayOutputStream();
    at++;
    while (peek() != '"') {
      if (peek() == '\\') {
        flush(raw, text);
        text.append(escaped());
      } else if (peek() >= 0 && peek() < ' ') {
        throw invalid("in string literal");
      } else {
        raw.write(bytes[at]);
        at++;
      }
    }
    at++;
    flush(raw, text);
    return GoStrings.replaceLoneSurrogates(text);
  }

  private static void flush(ByteArrayOutputStream raw, StringBuilder text) {
    text.append(raw.toString(StandardCharsets.UTF_8));
    raw.reset();
  }

  private char escaped() {
    at++;
    var kind = peekOrSpace();
    var value =
        switch (kind) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case '\\', '/', '"' -> (char) kind;
          case 'u' -> hexadecimal();
          default -> throw invalid("in string escape code");
        };
    at++;
    return value;
  }

  private char hexadecimal() {
    var value = 0;
    for (var i = 0; i < 4; i++) {
      at++;
      var digit = Character.digit(peekOrSpace() < 0 ? ' ' : peekOrSpace(), 16);
      if (digit < 0) {
        throw invalid("in \\u hexadecimal character escape");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private void skipSpace() {
    while (at < bytes.length && " \t\r\n".indexOf(bytes[at]) >= 0) {
      at++;
    }
  }

  private byte peek() {
    if (at >= bytes.length) {
      throw new GoJsonException("unexpected end of JSON input");
    }
    return bytes[at];
  }

  /// Go ends an unfinished literal, number or escape with a space, and names that space in its
  /// message.
  private byte peekOrSpace() {
    return at < bytes.length ? bytes[at] : (byte) ' ';
  }

  private GoJsonException invalid(String context) {
    return new GoJsonException(
        "invalid character " + GoStrings.quoteByte(peekOrSpace()) + " " + context);
  }
}
