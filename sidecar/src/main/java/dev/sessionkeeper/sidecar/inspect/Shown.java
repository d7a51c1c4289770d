package dev.sessionkeeper.sidecar.inspect;

import java.time.Duration;
import java.util.regex.Pattern;

/// Values as a terminal may show them: short, printable, and never a secret.
final class Shown {
  private static final int LONGEST = 120;
  private static final Pattern SECRET =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8}|base64-|sb_secret_|sb_publishable_");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E]");

  private Shown() {}

  static String value(String text) {
    if (SECRET.matcher(text).find()) {
      return "(not shown)";
    }
    var cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }

  /// A length of time by its two largest units, such as `42m 10s`.
  static String time(Duration length) {
    var time = length.abs();
    if (time.toDays() > 0) {
      return time.toDays() + "d " + time.toHoursPart() + "h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + "h " + time.toMinutesPart() + "m";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + "m " + time.toSecondsPart() + "s"
        : time.toSeconds() + "s";
  }

  static String count(int number, String singular) {
    return number + " " + singular + (number == 1 ? "" : "s");
  }
}
