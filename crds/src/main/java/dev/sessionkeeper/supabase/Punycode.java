package dev.sessionkeeper.supabase;

/// A label of a host name in ASCII. Source: RFC 3492 section 6.3.
///
/// The JDK has one within `IDN`, which follows the rules of 2003 for sharp s and final sigma.
final class Punycode {
  private static final int BASE = 36;
  private static final int LEAST = 1;
  private static final int MOST = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST_CODE_POINT = 0x80;

  private final StringBuilder output = new StringBuilder();
  private int bias = FIRST_BIAS;

  private Punycode() {}

  /// Encodes a label that holds at least one character beyond ASCII; without the prefix `xn--`.
  static String encode(String label) {
    return new Punycode().encoded(label.codePoints().toArray());
  }

  private String encoded(int[] input) {
    for (var c : input) {
      if (c < FIRST_CODE_POINT) {
        output.append((char) c);
      }
    }
    var basic = output.length();
    if (basic > 0) {
      output.append('-');
    }
    var delta = 0;
    var handled = basic;
    for (var next = FIRST_CODE_POINT; handled < input.length; next++) {
      var before = next;
      next = smallestFrom(before, input);
      delta += (next - before) * (handled + 1);
      for (var c : input) {
        delta += c < next ? 1 : 0;
        if (c == next) {
          append(delta);
          bias = adapted(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
    }
    return output.toString();
  }

  private static int smallestFrom(int least, int[] input) {
    var smallest = Integer.MAX_VALUE;
    for (var c : input) {
      smallest = c >= least ? Math.min(smallest, c) : smallest;
    }
    return smallest;
  }

  private void append(int delta) {
    var rest = delta;
    for (var k = BASE; ; k += BASE) {
      var threshold = Math.clamp(k - bias, LEAST, MOST);
      if (rest < threshold) {
        output.append(digit(rest));
        return;
      }
      output.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  private static char digit(int value) {
    return Character.forDigit(value < 26 ? value + 10 : value - 26, BASE);
  }

  private static int adapted(int delta, int points, boolean isFirst) {
    var rest = isFirst ? delta / DAMP : delta / 2;
    rest += rest / points;
    var k = 0;
    while (rest > (BASE - LEAST) * MOST / 2) {
      rest /= BASE - LEAST;
      k += BASE;
    }
    return k + (BASE - LEAST + 1) * rest / (rest + SKEW);
  }
}
