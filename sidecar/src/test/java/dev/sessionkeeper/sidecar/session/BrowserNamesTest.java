package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.CookiePair;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserNamesTest {
  private static final BrowserNames NONE = names(CookiePrefix.NONE, UnprefixedCookies.MIGRATE);
  private static final BrowserNames HOST = names(CookiePrefix.HOST, UnprefixedCookies.MIGRATE);
  private static final BrowserNames STRICT = names(CookiePrefix.HOST, UnprefixedCookies.IGNORE);
  private static final BrowserNames SECURE = names(CookiePrefix.SECURE, UnprefixedCookies.MIGRATE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a=1; __Host-k=x;  __Host-k.0=y ;b` | `a=1; k=x;  k.0=y ;b`",
        "`__Host-k=x; k=planted; k.0=planted; a=1` | `k=x; a=1`",
        "`k=planted; a=1; __Host-k=x` | `a=1; k=x`",
        "`k=old; k.0=old; a=1` | `k=old; k.0=old; a=1`",
        "`__Host-k-code-verifier=x; k=old` | `__Host-k-code-verifier=x; k=old`",
        "`__Host-k.x=1; __host-k=2; k=old` | `__Host-k.x=1; __host-k=2; k=old`",
        "`a=__Host-k` | `a=__Host-k`"
      })
  void theApplicationSeesItsNames(String sent, String seen) {
    assertThat(HOST.toApp(sent)).isEqualTo(seen);
    assertThat(NONE.toApp(sent)).isSameAs(sent);
  }

  @Test
  void oldCookiesAreNotSeenWhereTheyAreIgnored() {
    assertThat(STRICT.toApp("k=old; a=1; k.0=x")).isEqualTo("a=1");
    assertThat(STRICT.toApp("k=old; __Host-k=x")).isEqualTo("k=x");
    assertThat(STRICT.toApp("k=old")).isEmpty();
  }

  @Test
  void aHeaderWithoutTheSessionIsTheVerySame() {
    var header = "a=1;  b ";

    assertThat(HOST.toApp(header)).isSameAs(header);
  }

  @ParameterizedTest
  @CsvSource({
    "k=old, true",
    "k.0=old; k.1=old, true",
    "k=old; __Host-k=x, false",
    "__Host-k=x, false",
    "a=1, false"
  })
  void onlyABrowserWithOldCookiesAloneMigrates(String sent, boolean migrates) {
    var header = CookieHeader.parse(sent);

    assertThat(HOST.isToMigrate(header)).isEqualTo(migrates);
    assertThat(STRICT.isToMigrate(header)).isFalse();
    assertThat(NONE.isToMigrate(header)).isFalse();
  }

  @Test
  void oldCookiesAreThoseWithoutThePrefix() {
    var sent = CookieHeader.parse("k=1; __Host-k=2; k.0=3; a=4");

    assertThat(HOST.unprefixedOf(sent)).extracting(CookiePair::name).isEqualTo(List.of("k", "k.0"));
    assertThat(NONE.unprefixedOf(sent)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k=v; Path=/; Secure | __Secure-k=v; Path=/; Secure | __Host-k=v; Path=/; Secure",
        "k=v; Secure | __Secure-k=v; Secure | __Host-k=v; Secure; Path=/",
        "k=v; Path=/a; Max-Age=5 | __Secure-k=v; Path=/a; Max-Age=5 | __Host-k=v; Max-Age=5;"
            + " Path=/",
        "k=v; domain=x.y; Path=/ | __Secure-k=v; domain=x.y; Path=/ | __Host-k=v; Path=/",
        "k=v; Domain; path=/ | __Secure-k=v; Domain; path=/ | __Host-k=v; Path=/",
        "k=; Max-Age=0; Path=/ | __Secure-k=; Max-Age=0; Path=/ | __Host-k=; Max-Age=0; Path=/",
        "k=; Max-Age=0; Path=/a | __Secure-k=; Max-Age=0; Path=/a | k=; Max-Age=0; Path=/a",
        "k=; Max-Age=0; Domain=x.y | __Secure-k=; Max-Age=0; Domain=x.y | k=; Max-Age=0; Domain=x.y"
      })
  void linesLeaveUnderTheBrowsersNames(String line, String secure, String host) {
    var parsed = SetCookieLine.parse(line);

    assertThat(NONE.toBrowser(parsed)).isEqualTo(line);
    assertThat(SECURE.toBrowser(parsed)).isEqualTo(secure);
    assertThat(HOST.toBrowser(parsed)).isEqualTo(host);
  }

  @Test
  void namesHaveThePrefix() {
    assertThat(HOST.of("k.1")).isEqualTo("__Host-k.1");
    assertThat(NONE.of("k.1")).isEqualTo("k.1");
    assertThat(HOST.mayHaveOtherScopes()).isFalse();
    assertThat(SECURE.mayHaveOtherScopes()).isTrue();
    assertThat(NONE.areOfApp()).isTrue();
    assertThat(SECURE.areOfApp()).isFalse();
  }

  private static BrowserNames names(CookiePrefix prefix, UnprefixedCookies unprefixed) {
    var cookies =
        new CookiesConfig(
            true,
            true,
            SameSite.LAX,
            "/",
            "",
            false,
            Encoding.BASE64_URL,
            InvalidCookies.KEEP,
            prefix,
            unprefixed,
            List.of(),
            List.of());
    return BrowserNames.of(cookies, new CookieName("k"));
  }
}
