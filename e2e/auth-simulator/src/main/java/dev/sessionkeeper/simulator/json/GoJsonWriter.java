package dev.sessionkeeper.simulator.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// Writes JSON byte for byte as Go's `json.Marshal`: compact, `< > &` and U+2028/2029 escaped,
/// other text raw.
public final class GoJsonWriter {
  private static final double FIRST_LARGE = 1e21;
  private static final double LAST_SMALL = 1e-6;

  private GoJsonWriter() {}

  public static byte[] bytes(Json value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(Json value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Json value, StringBuilder out) {
    switch (value) {
      case Json.Null n -> out.append("null");
      case Json.Bool(boolean flag) -> out.append(flag);
      case Json.Decimal decimal -> out.append(number(decimal.value()));
      case Json.Text(String text) -> quote(text, out);
      case Json.Array array -> writeArray(array, out);
      case Json.Members members -> writeMembers(members, out);
    }
  }

  private static void writeArray(Json.Array array, StringBuilder out) {
    out.append('[');
    var separator = "";
    for (var item : array.items()) {
      out.append(separator);
      write(item, out);
      separator = ",";
    }
    out.append(']');
  }

  private static void writeMembers(Json.Members members, StringBuilder out) {
    out.append('{');
    var separator = "";
    for (var member : members.entries()) {
      out.append(separator);
      quote(member.name(), out);
      out.append(':');
      write(member.value(), out);
      separator = ",";
    }
    out.append('}');
  }

  /// The shortest text that reads back as the same double: plain between 1e-6 and 1e21, else with
  /// an exponent.
  static String number(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    var size = Math.abs(value);
    if (size >= LAST_SMALL && size < FIRST_LARGE) {
      return decimal.toPlainString();
    }
    var digits = decimal.unscaledValue().abs().toString();
    var exponent = digits.length() - 1 - decimal.scale();
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "")
        + mantissa
        + "e"
        + (exponent < 0 ? "-" : "+")
        + Math.abs(exponent);
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    text.codePoints().forEach(point -> escape(point, out));
    out.append('"');
  }

  private static void escape(int point, StringBuilder out) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '<', '>', '&', 0x2028, 0x2029 -> out.append(unicode(point));
      default -> out.append(point < ' ' ? unicode(point) : printable(point));
    }
  }

  private static String unicode(int point) {
    return String.format("\\u%04x", point);
  }

  private static String printable(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
        ? "\ufffd"
        : Character.toString(point);
  }
}
