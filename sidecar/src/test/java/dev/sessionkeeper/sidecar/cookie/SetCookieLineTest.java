package dev.sessionkeeper.sidecar.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes.Priority;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine.Identity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieLineTest {
  private static final CookieAttributes DEFAULT = policy(SameSite.LAX, true, true, false);

  @ParameterizedTest
  @DisplayName("C11: an app's cookie gets what is missing and loses nothing")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "k=v | k=v; HttpOnly; Secure; SameSite=Lax",
        "k=v; Path=/ | k=v; Path=/; HttpOnly; Secure; SameSite=Lax",
        "k=v;httponly ;SECURE=1; samesite=lax | k=v;httponly ;SECURE=1; samesite=lax",
        "k=v; SameSite=None; Secure | k=v; Secure; HttpOnly; SameSite=Lax",
        "k=v; SameSite=Strict; X-Odd=\"a\"; X-Odd=b | k=v; SameSite=Strict; X-Odd=\"a\"; X-Odd=b;"
            + " HttpOnly; Secure",
        "k=v; samesite=odd;Priority=High | k=v;Priority=High; HttpOnly; Secure; SameSite=Lax",
        "k=v; SameSite | k=v; HttpOnly; Secure; SameSite=Lax",
        "k=v; SameSite=None; SameSite=Strict | k=v; SameSite=None; SameSite=Strict; HttpOnly; Secure",
        "k=a=\"b\"; Expires=Thu, 01 Jan 2099 00:00:00 GMT;; Max-Age=x"
            + " | k=a=\"b\"; Expires=Thu, 01 Jan 2099 00:00:00 GMT;; Max-Age=x; HttpOnly; Secure;"
            + " SameSite=Lax",
        "k; Path=/ | k; Path=/; HttpOnly; Secure; SameSite=Lax"
      })
  void aLineIsHardened(String text, String expected) {
    assertThat(SetCookieLine.parse(text).hardened(DEFAULT)).isEqualTo(expected);
  }

  @Test
  @DisplayName("C11: what the policy does not demand is not added")
  void onlyWhatIsDemandedIsAdded() {
    assertThat(SetCookieLine.parse("k=v").hardened(policy(SameSite.NONE, false, false, true)))
        .isEqualTo("k=v; Partitioned; SameSite=None");
    assertThat(
            SetCookieLine.parse("k=v; SameSite=Lax")
                .hardened(policy(SameSite.NONE, false, false, false)))
        .isEqualTo("k=v; SameSite=Lax");
    assertThat(
            SetCookieLine.parse("k=v; SameSite=Lax")
                .hardened(policy(SameSite.STRICT, false, false, false)))
        .isEqualTo("k=v; SameSite=Strict");
  }

  @ParameterizedTest
  @DisplayName("C11: hardening a hardened line changes nothing")
  @ValueSource(strings = {"k=v", "k=v; SameSite=None", "k=v; Path=/;", "flag", "", "=; x=;"})
  void hardeningTwiceIsHardeningOnce(String text) {
    var once = SetCookieLine.parse(text).hardened(DEFAULT);

    assertThat(SetCookieLine.parse(once).hardened(DEFAULT)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "k=v | k | `` | /",
        " k =v; Domain=.Example.COM; Path=/a | k | example.com | /a",
        "k=v; domain=a; DOMAIN = b ; path=/x; path=y | k | b | /",
        "k=v; Domain=; Path= | k | `` | /",
        "k; Path=/a | `` | `` | /a"
      })
  void aLineSaysWhichCookieItWrites(String text, String name, String domain, String path) {
    assertThat(SetCookieLine.parse(text).identity()).isEqualTo(new Identity(name, domain, path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "k=v | false",
        "k=; Max-Age=0 | true",
        "k=; max-age = 00 | true",
        "k=; Max-Age=-1 | true",
        "k=; Max-Age=1 | false",
        "k=; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT | false",
        "k=; Max-Age=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT | true",
        "k=; Max-Age=; Expires=Thu, 01 Jan 1970 00:00:00 GMT | true",
        "k=; Max-Age=0; Max-Age=5 | false",
        "k=; Expires=Thu, 01-Jan-70 00:00:01 GMT | true",
        "k=; Expires=Sat, 01 Jan 2000 00:00:00 GMT | true",
        "k=; Expires=Wed, 21 Oct 2099 07:28:00 GMT | false",
        "k=; Expires | false",
        "k=1970; Path=/1970 | false"
      })
  void aLineDeletesOrNot(String text, boolean deletes) {
    assertThat(SetCookieLine.parse(text).deletes()).isEqualTo(deletes);
  }

  @Test
  @DisplayName("rule 7: the text of a line tells no value")
  void theValueIsRedacted() {
    assertThat(SetCookieLine.parse("k=secret")).hasToString("SetCookieLine[k]");
  }

  private static CookieAttributes policy(
      SameSite sameSite, boolean httpOnly, boolean secure, boolean partitioned) {
    return new CookieAttributes("/", "", sameSite, httpOnly, secure, partitioned, Priority.UNSET);
  }
}
