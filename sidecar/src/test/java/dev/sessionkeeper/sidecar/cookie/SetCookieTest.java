package dev.sessionkeeper.sidecar.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SetCookieTest {
  private static final CookieAttributes ALL =
      new CookieAttributes("/app", ".example.com", SameSite.NONE, true, true, true, Priority.HIGH);
  private static final CookieAttributes NONE =
      new CookieAttributes("/", "", SameSite.LAX, false, false, false, Priority.UNSET);

  @Test
  void everyAttributeIsWrittenInTheOrderOfTheLibrary() {
    assertThat(SetCookie.set("k.0", "v", ALL).line())
        .isEqualTo(
            "k.0=v; Max-Age=34560000; Domain=.example.com; Path=/app; HttpOnly; Secure;"
                + " Partitioned; Priority=High; SameSite=None");
  }

  @Test
  void whatIsNotSetIsNotWritten() {
    assertThat(new SetCookie("k", "v", Duration.ofSeconds(5), NONE.inScope("", "")).line())
        .isEqualTo("k=v; Max-Age=5; SameSite=Lax");
  }

  @Test
  @DisplayName("C8: a deletion has the attributes of the cookie it deletes")
  void aDeletionHasTheSameAttributes() {
    var kept = SetCookie.set("k", "", ALL);
    var deleted = SetCookie.delete("k", ALL);

    assertThat(deleted.line()).isEqualTo(kept.line().replace("Max-Age=34560000", "Max-Age=0"));
    assertThat(deleted.deletes()).isTrue();
    assertThat(kept.deletes()).isFalse();
  }

  @Test
  void anotherScopeChangesNothingElse() {
    assertThat(ALL.inScope("other.example", "/x"))
        .isEqualTo(
            new CookieAttributes(
                "/x", "other.example", SameSite.NONE, true, true, true, Priority.HIGH));
  }

  @Test
  void aPolicyTellsTheAttributes() {
    var policy =
        new CookiesConfig(
            true,
            false,
            SameSite.STRICT,
            "/p",
            "d",
            true,
            Encoding.RAW,
            InvalidCookies.KEEP,
            CookiePrefix.NONE,
            UnprefixedCookies.MIGRATE,
            List.of(),
            List.of());

    assertThat(CookieAttributes.of(policy))
        .isEqualTo(
            new CookieAttributes("/p", "d", SameSite.STRICT, true, false, true, Priority.UNSET));
  }

  @Test
  @DisplayName("rule 7: the text of a cookie tells no value")
  void theValueIsRedacted() {
    assertThat(SetCookie.set("k", "secret", NONE)).hasToString("SetCookie[k]");
    assertThat(SetCookie.delete("k", NONE)).hasToString("SetCookie[k, deleted]");
  }
}
