package dev.sessionkeeper.simulator.json;

/// Small pieces of Go's text handling that show in messages and values.
public final class GoStrings {
  private GoStrings() {}

  /// A byte as Go's JSON scanner quotes it in a message: in single quotes, control characters
  /// escaped.
  static String quoteByte(byte value) {
    var character = (char) (value & 0xff);
    return switch (character) {
      case '\'' -> "'\\''";
      case '"' -> "'\"'";
      default -> "'" + escape(character) + "'";
    };
  }

  /// The text between double quotes as `fmt.Sprintf("%q")` writes it.
  public static String quote(String text) {
    var out = new StringBuilder("\"");
    text.codePoints().forEach(point -> out.append(point == '"' ? "\\\"" : escape(point)));
    return out.append('"').toString();
  }

  /// The text with U+FFFD in place of surrogates that do not pair.
  static String replaceLoneSurrogates(CharSequence text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xfffd : point)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String escape(int point) {
    return switch (point) {
      case 0x07 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 0x0b -> "\\v";
      case '\\' -> "\\\\";
      default -> isPrintable(point) ? Character.toString(point) : hexadecimal(point);
    };
  }

  private static String hexadecimal(int point) {
    if (point < ' ' || point == 0x7f) {
      return String.format("\\x%02x", point);
    }
    return String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point);
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
