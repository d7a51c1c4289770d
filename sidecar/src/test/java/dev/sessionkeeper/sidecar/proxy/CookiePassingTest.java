package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The `Cookie` header on its way to the application.
class CookiePassingTest {
  private static final String FOREIGN =
      "a=b=c; q=\"x\"; bad=%E0%A4%A; flag; a=again; ;; utf=\u00e6\u0097\u00a5; odd=\u0080\u00ff";

  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("rule 6: the Cookie header of a fresh session is forwarded byte for byte")
  void freshHeaderIsForwardedAsItIs() {
    var cookie = FOREIGN + "; " + Sessions.pairs(stage.signUp()) + ";  z=1 ";

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
    var request = stage.app().answer(App.OK);

    assertThat(request.fields()).contains("Cookie: " + cookie.stripTrailing());
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("fresh");
    assertThat(browser.response().setCookies()).isEmpty();
    assertThat(stage.refreshes()).isZero();
  }

  @Test
  @DisplayName("C4 foreign cookies stay as they are, and in order, beside a refreshed session")
  void foreignCookiesStayBesideARefreshedSession() {
    var expired = Sessions.expired(stage.signUp());
    var cookie = "first=1; " + Sessions.pairs(expired) + "; " + FOREIGN;

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
    var sent = stage.app().answer(App.OK).value("Cookie");

    assertThat(sent).startsWith("first=1; " + FOREIGN + "; " + TestConfig.COOKIE + "=base64-");
    assertThat(Sessions.inHeader(sent.substring(sent.indexOf(TestConfig.COOKIE))))
        .isEqualTo(Sessions.inLines(browser.response().setCookies()));
  }

  @Test
  @DisplayName("C4 several Cookie fields without a session stay several")
  void severalFieldsStaySeveral() {
    stage.browser().send(Wire.request("GET", "/", "Cookie: a=1", "X-Between: y", "cookie: b=2"));

    var request = stage.app().answer(App.OK);

    assertThat(request.fields()).containsSubsequence("Cookie: a=1", "X-Between: y", "cookie: b=2");
  }

  @Test
  @DisplayName("C4 a session that is spread over several Cookie fields is refreshed as one")
  void severalFieldsAreReadAsOne() {
    var large = Sessions.changed(stage.signUp(), "padding", "p".repeat(4_000));
    var expired = Sessions.cookies(Sessions.expired(large));
    var fields =
        expired.entrySet().stream()
            .map(cookie -> "Cookie: " + cookie.getKey() + "=" + cookie.getValue())
            .toArray(String[]::new);
    assertThat(fields).hasSizeGreaterThan(1);

    stage.browser().send(Wire.request("GET", "/", fields));
    var request = stage.app().answer(App.OK);

    assertThat(Sessions.inHeader(request.value("Cookie")).refreshToken())
        .isNotEqualTo(large.refreshToken());
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("refreshed");
  }

  @Test
  @DisplayName("C2 stale chunks beside a bare cookie stay with a fresh session")
  void staleChunksStayWithAFreshSession() {
    var cookie = Sessions.pairs(stage.signUp()) + "; " + TestConfig.COOKIE + ".1=stale";

    stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));

    assertThat(stage.app().answer(App.OK).value("Cookie")).isEqualTo(cookie);
  }

  @Test
  @DisplayName("C1, C2 stale chunks are deleted once the session is refreshed")
  void staleChunksGoWithTheRefresh() {
    var expired = Sessions.expired(stage.signUp());
    var cookie = TestConfig.COOKIE + ".1=stale; " + Sessions.pairs(expired);

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
    var sent = stage.app().answer(App.OK).value("Cookie");

    assertThat(sent).doesNotContain("stale");
    assertThat(browser.response().setCookies())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(TestConfig.COOKIE + ".1=; Max-Age=0; "),
            line -> assertThat(line).startsWith(TestConfig.COOKIE + "=base64-"));
  }

  @Test
  @DisplayName("C1 a session that shrinks from three cookies to one leaves exactly one")
  void aSessionThatShrinksLeavesOneCookie() {
    var large = Sessions.changed(stage.signUp(), "padding", "p".repeat(5_000));

    var browser = stage.browser();
    browser.send(Wire.request("GET", "/", Sessions.field(Sessions.expired(large))));
    stage.app().answer(App.OK);

    assertThat(browser.response().setCookies())
        .extracting(line -> line.substring(0, line.indexOf('=')))
        .containsExactly(
            TestConfig.COOKIE + ".0",
            TestConfig.COOKIE + ".1",
            TestConfig.COOKIE + ".2",
            TestConfig.COOKIE);
  }

  @Test
  @DisplayName("C2 a session with a gap in its chunks is stripped upstream and kept in the browser")
  void undecodableCookiesAreStripped() {
    var value = Sessions.pairs(stage.signUp()).substring(TestConfig.COOKIE.length() + 1);
    var head = TestConfig.COOKIE + ".0=" + value.substring(0, 99);
    var cookie = "a=1; " + head + "; " + TestConfig.COOKIE + ".2=" + value.substring(99) + "; b=2";

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
    var request = stage.app().answer(App.OK);

    assertThat(request.value("Cookie")).isEqualTo("a=1; b=2");
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("anonymous");
    assertThat(browser.response().setCookies()).isEmpty();
  }

  @Test
  @DisplayName("C3 of two sessions under one name the newest is the only one upstream")
  void theNewestOfDuplicatesCounts() {
    var older = stage.signUp();
    var newer = Sessions.expiringIn(older, Duration.ofMinutes(50));
    var cookie = Sessions.pairs(newer) + "; a=1; " + Sessions.pairs(older);

    stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));

    assertThat(stage.app().answer(App.OK).value("Cookie"))
        .isEqualTo("a=1; " + Sessions.pairs(older));
  }

  @Test
  @DisplayName("C6 an expired session without a refresh token is stripped upstream")
  void anExpiredSessionWithoutARefreshTokenIsStripped() {
    var crashing = Sessions.changed(Sessions.expired(stage.signUp()), "refresh_token", "");

    stage.browser().send(Wire.request("GET", "/", Sessions.field(crashing)));
    var request = stage.app().answer(App.OK);

    assertThat(request.has("Cookie")).isFalse();
    assertThat(stage.refreshes()).isZero();
  }

  @Test
  void aCodeVerifierAloneIsNoSession() {
    var cookie = TestConfig.COOKIE + "-code-verifier=base64-ImFiYyI";

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
    var request = stage.app().answer(App.OK);

    assertThat(request.value("Cookie")).isEqualTo(cookie);
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("anonymous");
    assertThat(browser.response().setCookies()).isEmpty();
  }
}
