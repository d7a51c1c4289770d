package dev.sessionkeeper.sidecar.session;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/// `JSON.stringify` of JavaScript, byte for byte. Source: ECMA-262 sections 25.5.2 and 6.1.6.1.20.
final class JsonWriter {
  private static final int LAST_PLAIN_EXPONENT = 21;
  private static final int FIRST_PLAIN_EXPONENT = -6;

  private final StringBuilder out = new StringBuilder();
  private final Deque<Open> open = new ArrayDeque<>();

  /// An object or array of which some members are still to be written; those of an array have no
  /// name.
  private record Open(Iterator<Map.Entry<String, JsonValue>> rest, boolean hasNames, char end) {}

  private JsonWriter() {}

  /// Writes a value; no depth of it overflows the thread's stack.
  static String write(JsonValue value) {
    var writer = new JsonWriter();
    writer.append(value);
    while (!writer.open.isEmpty()) {
      writer.appendNext();
    }
    return writer.out.toString();
  }

  private void append(JsonValue value) {
    switch (value) {
      case JsonValue.Members(var members) -> {
        out.append('{');
        open.push(new Open(members.entrySet().iterator(), true, '}'));
      }
      case JsonValue.Items(var items) -> {
        out.append('[');
        var nameless = items.stream().map(item -> Map.entry("", item)).iterator();
        open.push(new Open(nameless, false, ']'));
      }
      case JsonValue.Text(String text) -> appendText(text);
      case JsonValue.Numeric(double number) -> out.append(numberText(number));
      case JsonValue.Flag(boolean flag) -> out.append(flag);
      case JsonValue.Null() -> out.append("null");
    }
  }

  private void appendNext() {
    var innermost = open.element();
    if (!innermost.rest().hasNext()) {
      out.append(innermost.end());
      open.pop();
      return;
    }
    var member = innermost.rest().next();
    if ("[{".indexOf(out.charAt(out.length() - 1)) < 0) {
      out.append(',');
    }
    if (innermost.hasNames()) {
      appendText(member.getKey());
      out.append(':');
    }
    append(member.getValue());
  }

  private void appendText(String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendUnit(text, i, c);
      }
    }
    out.append('"');
  }

  private void appendUnit(String text, int at, char c) {
    if (c < ' ' || isLoneSurrogate(text, at)) {
      out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }

  private static boolean isLoneSurrogate(String text, int at) {
    var c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /// `Number.prototype.toString`, except that infinities are `null`, as in `JSON.stringify`.
  static String numberText(double number) {
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      return "null";
    }
    if (number == 0) {
      return "0";
    }
    var shortest = shortest(Math.abs(number));
    var digits = shortest.unscaledValue().toString();
    var exponent = digits.length() - shortest.scale();
    return (number < 0 ? "-" : "") + layOut(digits, exponent);
  }

  /// The shortest decimal that reads back; Java itself stops at two digits (4.9E-324).
  private static BigDecimal shortest(double number) {
    var decimal = new BigDecimal(Double.toString(number));
    var oneDigit = decimal.round(new MathContext(1));
    return (oneDigit.doubleValue() == number ? oneDigit : decimal).stripTrailingZeros();
  }

  /// Writes `0.digits` times ten to the exponent.
  private static String layOut(String digits, int exponent) {
    var length = digits.length();
    if (exponent > LAST_PLAIN_EXPONENT || exponent <= FIRST_PLAIN_EXPONENT) {
      return scientific(digits, exponent - 1);
    }
    if (exponent <= 0) {
      return "0." + "0".repeat(-exponent) + digits;
    }
    return length <= exponent
        ? digits + "0".repeat(exponent - length)
        : digits.substring(0, exponent) + "." + digits.substring(exponent);
  }

  private static String scientific(String digits, int exponent) {
    var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
