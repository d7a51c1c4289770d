package dev.sessionkeeper.contract;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A regular expression for a whole path, in the syntax of RE2: no look-around, no references.
///
/// Matching takes time linear in the path, times the size of the compiled pattern, both of which
/// are bounded. Source: Russ Cox, "Regular Expression Matching Can Be Simple And Fast".
public record PathPattern(Pattern pattern) implements PathRule {
  /// The longest path that a pattern is matched with; longer ones no rule may be relied on for.
  public static final int LONGEST_PATH = 4_096;

  static final String EXPECTED =
      "a regular expression of RE2 such as /(en|de)/account(/.*)?, or \"\"";

  private static final java.util.regex.Pattern COUNTS =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})\\d*(?:,(\\d{0,9})\\d*)?\\}");
  private static final int LONGEST = 512;
  private static final int MOST_REPEATS = 100;
  private static final int MOST_STEPS = 2_000;

  static PathPattern of(String text) {
    return new PathPattern(Pattern.compile(text, Pattern.DOTALL));
  }

  static PathPattern ofEitherCase(String text) {
    return new PathPattern(Pattern.compile(text, Pattern.DOTALL | Pattern.CASE_INSENSITIVE));
  }

  /// Whether a text is a pattern of bounded cost.
  static boolean isUsable(String text) {
    return text.length() <= LONGEST && isVisible(text) && isSmall(text) && compiles(text);
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  /// Counted repetitions multiply what is compiled, so they are bounded before that.
  private static boolean isSmall(String text) {
    var product = 1L;
    for (var count : COUNTS.matcher(text).results().toList()) {
      product *= Math.max(1, Math.max(number(count.group(1)), number(count.group(2))));
      if (product > MOST_REPEATS) {
        return false;
      }
    }
    return true;
  }

  private static long number(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private static boolean compiles(String text) {
    try {
      return ofEitherCase(text).pattern.programSize() <= MOST_STEPS;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  @Override
  public boolean matches(String path) {
    return pattern.matches(path);
  }
}
