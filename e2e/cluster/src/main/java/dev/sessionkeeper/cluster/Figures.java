package dev.sessionkeeper.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/// What a run measured: one line each, printed and kept in `target/figures.txt`.
final class Figures {
  private static final Path FILE = Path.of("target", "figures.txt");

  private Figures() {}

  /// Forgets what an earlier run noted.
  static void begin() {
    try {
      Files.deleteIfExists(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Notes a duration.
  ///
  /// @return the same
  static Duration note(String what, Duration took) {
    return note(what, took, "");
  }

  /// @param bound what it must not exceed, in words
  static Duration note(String what, Duration took, String bound) {
    var seconds = took.toMillis() / 1000.0;
    say(String.format(Locale.ROOT, "%-72s %6.1f s  %s", what, seconds, bound).stripTrailing());
    return took;
  }

  /// Notes a sentence.
  static void say(String line) {
    System.out.println("figure: " + line);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How long ago a reading of the monotonic clock was.
  static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
