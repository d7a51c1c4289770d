package dev.sessionkeeper.simulator.config;

import dev.sessionkeeper.simulator.json.GoStrings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Durations as Go's `time.ParseDuration` reads them: `24h`, `1h30m`, `1.5s`, `-2s`, `300ms`.
public final class GoDuration {
  private static final Map<String, Long> NANOSECONDS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private GoDuration() {}

  /// Reads a duration.
  ///
  /// @throws IllegalArgumentException with Go's message if the text is no duration
  public static Duration parse(String text) {
    var unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (unsigned.equals("0")) {
      return Duration.ZERO;
    }
    var total = sum(text, unsigned);
    if (total.compareTo(LONGEST) > 0) {
      throw invalid(text);
    }
    var nanoseconds = total.longValue();
    return Duration.ofNanos(text.startsWith("-") ? -nanoseconds : nanoseconds);
  }

  private static BigDecimal sum(String text, String unsigned) {
    var total = BigDecimal.ZERO;
    var parts = PART.matcher(unsigned);
    var at = 0;
    while (at < unsigned.length()) {
      if (!parts.find(at) || parts.start() != at) {
        throw invalid(text);
      }
      total = total.add(new BigDecimal(parts.group(1)).multiply(unit(parts.group(2), text)));
      at = parts.end();
    }
    if (at == 0) {
      throw invalid(text);
    }
    return total;
  }

  private static BigDecimal unit(String unit, String text) {
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("time: missing unit in duration " + GoStrings.quote(text));
    }
    var nanoseconds = NANOSECONDS.get(unit);
    if (nanoseconds == null) {
      throw new IllegalArgumentException(
          "time: unknown unit " + GoStrings.quote(unit) + " in duration " + GoStrings.quote(text));
    }
    return BigDecimal.valueOf(nanoseconds);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("time: invalid duration " + GoStrings.quote(text));
  }
}
