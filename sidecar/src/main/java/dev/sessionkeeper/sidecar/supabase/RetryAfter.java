package dev.sessionkeeper.sidecar.supabase;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The pause that an answer asks for. Source: RFC 9110 section 10.2.3.
final class RetryAfter {
  // A gateway that asks for an hour must not stop refreshes for an hour.
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int MOST_DIGITS = 9;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  /// Reads seconds, or a date relative to the answer's own `Date`; at most two minutes.
  static Optional<Duration> of(AuthReply.Answer answer) {
    return answer
        .header("retry-after")
        .map(String::strip)
        .flatMap(text -> isNumber(text) ? seconds(text) : untilDate(text, answer))
        .filter(Duration::isPositive)
        .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(character -> character >= '0' && character <= '9');
  }

  private static Optional<Duration> seconds(String digits) {
    return Optional.of(
        digits.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Integer.parseInt(digits)));
  }

  private static Optional<Duration> untilDate(String text, AuthReply.Answer answer) {
    return date(text)
        .flatMap(
            end ->
                answer
                    .header("date")
                    .flatMap(RetryAfter::date)
                    .map(now -> Duration.between(now, end)));
  }

  static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, HTTP_DATE));
    } catch (DateTimeException e) {
      // Not a date of HTTP: as if the header were absent.
      return Optional.empty();
    }
  }
}
