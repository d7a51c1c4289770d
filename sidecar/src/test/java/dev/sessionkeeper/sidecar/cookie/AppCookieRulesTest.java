package dev.sessionkeeper.sidecar.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.AppCookieRule;
import dev.sessionkeeper.contract.AppCookieRule.LeastSameSite;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppCookieRulesTest {
  private static final AppCookies RULES =
      AppCookies.of(
          List.of(
              new AppCookieRule("spared_by_a_rule", false, false, LeastSameSite.KEEP),
              new AppCookieRule("h_*", true, false, LeastSameSite.KEEP),
              new AppCookieRule("s_*", false, true, LeastSameSite.LAX),
              new AppCookieRule("*_strict", false, false, LeastSameSite.STRICT)),
          "s_session"::equals);

  @ParameterizedTest
  @DisplayName("C11 each cookie gets what the first rule for its name demands, and nothing else")
  @CsvSource(
      delimiter = '|',
      value = {
        "h_a=1; Path=/ | h_a=1; Path=/; HttpOnly",
        "h_strict=1 | h_strict=1; HttpOnly",
        "s_a=1 | s_a=1; Secure; SameSite=Lax",
        "s_a=1; SameSite=Strict | s_a=1; SameSite=Strict; Secure",
        "a_strict=1; SameSite=Lax | a_strict=1; SameSite=Strict",
        "s_session=1 | s_session=1",
        "spared_by_a_rule=1;; odd | spared_by_a_rule=1;; odd",
        "other=1; samesite=NONE | other=1; samesite=NONE"
      })
  void aCookieGetsWhatItsRuleDemands(String line, String expected) {
    assertThat(RULES.hardened(List.of(line, line))).containsExactly(expected, expected);
  }

  @Test
  void onlyAPolicyWithoutRulesLeavesAllLinesFree() {
    assertThat(RULES.areFree()).isFalse();
    assertThat(AppCookies.of(List.of(), _ -> false).areFree()).isTrue();
  }
}
