package dev.sessionkeeper.sidecar.session;

import java.math.BigInteger;
import java.util.regex.Pattern;

/// The number that JavaScript takes a JSON value for where it calculates with it. Source: ECMA-262
/// sections 7.1.4 (ToNumber) and 7.1.1 (ToPrimitive).
final class Coercion {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:Infinity|(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?)");
  private static final Pattern PREFIXED =
      Pattern.compile("0(?:[xX]0*+([0-9a-fA-F]*+)|[oO]0*+([0-7]*+)|[bB]0*+([01]*+))");
  private static final int[] BITS = {4, 3, 1};

  // Larger ones are infinite anyway.
  private static final int MOST_BITS = 1100;

  private Coercion() {}

  /// The number; not a number (NaN) where the value is none.
  static double number(JsonValue value) {
    return switch (value) {
      case JsonValue.Null() -> 0;
      case JsonValue.Flag(boolean flag) -> flag ? 1 : 0;
      case JsonValue.Numeric(double number) -> number;
      case JsonValue.Text(String text) -> number(text);
      case JsonValue.Items items -> number(items);
      case JsonValue.Members _ -> Double.NaN;
    };
  }

  /// Arrays count by their text: that of a single element, or nothing.
  private static double number(JsonValue.Items items) {
    JsonValue inner = items;
    while (inner instanceof JsonValue.Items(var values) && values.size() == 1) {
      inner = values.getFirst();
    }
    return switch (inner) {
      case JsonValue.Items(var values) -> values.isEmpty() ? 0 : Double.NaN;
      case JsonValue.Flag _ -> Double.NaN;
      default -> number(inner);
    };
  }

  private static double number(String padded) {
    var text = trimmed(padded);
    if (text.isEmpty()) {
      return 0;
    }
    return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : prefixed(text);
  }

  private static double prefixed(String text) {
    var match = PREFIXED.matcher(text);
    if (!match.matches() || text.length() == 2) {
      return Double.NaN;
    }
    for (var i = 0; i < BITS.length; i++) {
      var digits = match.group(i + 1);
      if (digits != null) {
        return digits.length() * BITS[i] > MOST_BITS
            ? Double.POSITIVE_INFINITY
            : new BigInteger("0" + digits, 1 << BITS[i]).doubleValue();
      }
    }
    return Double.NaN;
  }

  private static String trimmed(String text) {
    var start = 0;
    var end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\uFEFF';
  }
}
