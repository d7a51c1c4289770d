package dev.sessionkeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "'/(en|de)/account(/.*)?', /en/account, true",
    "'/(en|de)/account(/.*)?', /de/account/x/y, true",
    "'/(en|de)/account(/.*)?', /fr/account, false",
    "'/(en|de)/account(/.*)?', /en/accounts, false",
    "'/(en|de)/account(/.*)?', /x/en/account, false",
    "'^/a$', /a, true",
    "'/[a-z]{2}/x', /en/x, true",
    "'/[a-z]{2}/x', /eng/x, false",
    "'/a', /A, false"
  })
  void aPatternCoversTheWholePathOrNothing(String pattern, String path, boolean covered) {
    assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(covered);
  }

  @Test
  void aRuleThatProtectsCoversEitherCase() {
    assertThat(PathPattern.ofEitherCase("/admin(/.*)?").matches("/Admin/x")).isTrue();
  }

  @Test
  void aLineBreakInAReadingEndsNothing() {
    assertThat(PathPattern.of("/admin/.*").matches("/admin/a\nb")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/(",
        "/[",
        "(?=/a)/a",
        "(/a)\\1",
        "/a b",
        "/\u00e9",
        "/a{1001}",
        "/a{101}",
        "/a{101,}",
        "/((a{11}){11})",
        "/(a{50}b){3}",
        "*",
        "/a\t"
      })
  void whatIsNoPatternOfBoundedCostIsRefused(String pattern) {
    assertThat(PathPattern.isUsable(pattern)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", ".*", "/(a|b)*c", "/a{100}", "/a{9}b{11}", "(?i)/a", "/\\d+"})
  void aPatternOfBoundedCostIsUsed(String pattern) {
    assertThat(PathPattern.isUsable(pattern)).isTrue();
  }

  @Test
  void theLengthIsBounded() {
    assertThat(PathPattern.isUsable("/" + "a".repeat(511))).isTrue();
    assertThat(PathPattern.isUsable("/" + "a".repeat(512))).isFalse();
  }

  @Test
  void whatIsCompiledIsBounded() {
    assertThat(PathPattern.isUsable("/(" + "a".repeat(30) + "){99}")).isFalse();
  }

  /// Takes a backtracking engine longer than the universe has been there.
  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aHostilePathTakesTimeLinearInIt() {
    var pattern = PathPattern.of("/(a*)*(a|aa)+(a+)+b");
    var path = "/" + "a".repeat(PathPattern.LONGEST_PATH - 1);

    assertThat(pattern.matches(path)).isFalse();
  }
}
