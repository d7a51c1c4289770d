package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cookies that nobody sends in good faith, and cookies that are merely large.
class HostileCookiesTest {
  private static final int FAR_TOO_LONG = 2 * 1024 * 1024;

  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("C5 10,000 cookies beside an expired session: bounded work, foreign ones kept")
  void manyForeignCookies() {
    var foreign = IntStream.range(0, 10_000).mapToObj(i -> "c").collect(Collectors.joining(";"));
    var cookie = foreign + ";" + Sessions.pairs(Sessions.expired(stage.signUp()));

    stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));

    assertThat(stage.app().answer(App.OK).value("Cookie"))
        .startsWith(foreign + "; " + TestConfig.COOKIE);
  }

  @Test
  @DisplayName("C5 a thousand chunks: stripped, and the browser is told no more than it holds")
  void manyChunks() {
    var chunks =
        IntStream.range(0, 1_000)
            .mapToObj(i -> TestConfig.COOKIE + "." + i + "=x")
            .collect(Collectors.joining("; "));

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + chunks));

    assertThat(stage.app().answer(App.OK).has("Cookie")).isFalse();
    assertThat(browser.response().setCookies()).isEmpty();
  }

  @Test
  @DisplayName("C5 a chunk .999999 beside an expired session is deleted and does not come upstream")
  void aFarChunk() {
    var far = TestConfig.COOKIE + ".999999";
    var cookie = far + "=x; " + Sessions.pairs(Sessions.expired(stage.signUp()));

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));

    assertThat(stage.app().answer(App.OK).value("Cookie")).doesNotContain(far);
    assertThat(browser.response().setCookies())
        .anySatisfy(line -> assertThat(line).startsWith(far + "=; Max-Age=0"));
  }

  @Test
  @DisplayName("C5 a head beyond the limit of the listener is answered 431")
  void aHeadThatIsTooLong() {
    var answer =
        stage.browser().send(Wire.request("GET", "/", "Cookie: a=" + "x".repeat(65_536))).rest();

    assertThat(answer)
        .startsWith("HTTP/1.1 431 ")
        .containsIgnoringCase("connection: close")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("larger than 65536 bytes (listener.maxHeaderBytes). Delete the cookies");
    assertThat(stage.metric("sessionkeeper_request_heads_too_large_total")).isOne();
    assertThat(stage.metric("sessionkeeper_requests_total{rule=\"none\",state=\"refused\"}"))
        .isOne();
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @RepeatedTest(20)
  @DisplayName("C5 the answer to a head that is far too long arrives, and is read to its end")
  void theAnswerToAHeadThatIsFarTooLongArrives() {
    var browser = stage.browser();

    var sending = browser.sendInPieces("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=", FAR_TOO_LONG);

    assertThat(sending).succeedsWithin(Duration.ofMillis(Wire.PATIENCE_MILLIS));
    assertThat(browser.response().status()).isEqualTo(431);
  }

  @Test
  @DisplayName("C5 a HEAD request beyond the limit is answered 431 without a body")
  void aHeadOfHeadThatIsTooLong() {
    var cookie = "Cookie: a=" + "x".repeat(65_536);

    var browser = stage.browser().send(Wire.request("HEAD", "/", cookie));

    assertThat(browser.headOnly().status()).isEqualTo(431);
    assertThat(browser.rest()).isEmpty();
  }

  @Test
  @DisplayName("C10 heads beyond the limit are warned of once")
  void headsBeyondTheLimitAreWarnedOfOnce() {
    try (var log = LogLines.listen()) {
      for (var i = 0; i < 2; i++) {
        stage
            .browser()
            .send(Wire.request("GET", "/", "Cookie: a=" + "x".repeat(65_536)))
            .response();
      }

      assertThat(log.count(Level.WARN, "answered 431")).isOne();
    }
  }

  @Test
  @DisplayName("C10 the head of a response with session cookies is measured as a whole")
  void headsOfResponsesAreMeasured() {
    try (var log = LogLines.listen()) {
      var expired = Sessions.expired(stage.signUp());
      var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(expired)));
      stage.app().answerWith("Content-Security-Policy: " + "x".repeat(4_000));
      browser.response();

      assertThat(log.count(Level.WARN, "exceeds the 4 KiB")).isOne();
    }
    assertThat(stage.metric("sessionkeeper_response_head_bytes_count")).isOne();
    assertThat(stage.metric("sessionkeeper_response_head_bytes_bucket{le=\"4096\"}")).isZero();
  }

  @Test
  @DisplayName("C5 a request line beyond 16 KiB is answered 414")
  void aLineThatIsTooLong() {
    var answer = stage.browser().send(Wire.request("GET", "/" + "x".repeat(17_000))).response();

    assertThat(answer.status()).isEqualTo(414);
  }

  @ParameterizedTest(name = "C5 the control byte {0} in a cookie is refused")
  @ValueSource(ints = {0, 1, 8, 11, 12, 13, 27, 31, 127})
  void controlBytesAreRefused(int control) {
    var cookie = "Cookie: a=b" + (char) control + "c; " + TestConfig.COOKIE + "=x";

    var answer = stage.browser().send(Wire.request("GET", "/", cookie)).response();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @ParameterizedTest(name = "C3 a forged session that claims to be newer, first: {0}")
  @ValueSource(booleans = {true, false})
  void aForgedDuplicateThatClaimsToBeNewerGivesWayToTheGenuineSession(boolean first) {
    var genuine = stage.signUp();
    var forged = Sessions.pairs(Sessions.claimingToBeNewer(genuine));
    var cookie =
        first ? forged + "; " + Sessions.pairs(genuine) : Sessions.pairs(genuine) + "; " + forged;

    stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
    var request = stage.app().answer(App.OK);

    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("fresh");
    assertThat(Sessions.inHeader(request.value("Cookie"))).isEqualTo(genuine);
  }

  @Test
  @DisplayName("C10 a session of four cookies passes both ways")
  void fourCookies() {
    var large = Sessions.changed(stage.signUp(), "padding", "p".repeat(7_500));
    assertThat(Sessions.cookies(large)).hasSize(4);

    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(large)));
    var echo = new StringBuilder();
    Sessions.cookies(large)
        .forEach(
            (name, value) -> echo.append("Set-Cookie: " + name + "=" + value + "; Path=/\r\n"));
    var request = stage.app().answerWith(echo.substring(0, echo.length() - 2));

    assertThat(request.value("Cookie")).isEqualTo(Sessions.pairs(large));
    assertThat(browser.response().setCookies()).hasSize(4);
  }

  @Test
  @DisplayName("C10 Set-Cookie lines beyond a proxy's 4 KiB are counted, and warned of once")
  void largeLinesAreWarnedOf() {
    try (var log = LogLines.listen()) {
      for (var email : new String[] {"a@example.com", "b@example.com"}) {
        var stale =
            IntStream.range(0, 60)
                .mapToObj(i -> "; " + TestConfig.COOKIE + "." + i + "=x")
                .collect(Collectors.joining());
        var expired = Sessions.expired(stage.signUp(email));
        var browser = stage.browser();
        browser.send(Wire.request("GET", "/", Sessions.field(expired) + stale));
        stage.app().answerWith("Connection: close");
        browser.response();
      }

      assertThat(log.count(Level.WARN, "exceeds the 4 KiB")).isOne();
    }
    assertThat(stage.metric("sessionkeeper_response_set_cookie_bytes_bucket{le=\"4096\"}"))
        .isZero();
    assertThat(stage.metric("sessionkeeper_response_set_cookie_bytes_count")).isEqualTo(2);
  }

  @Test
  @DisplayName("C10 a Cookie header beyond the 16 KiB of Node.js is warned of once, and forwarded")
  void aLargeHeaderIsWarnedOf() {
    try (var log = LogLines.listen()) {
      var cookie = "Cookie: a=" + "x".repeat(17_000);
      for (var i = 0; i < 2; i++) {
        stage.browser().send(Wire.request("GET", "/", cookie));
        assertThat(stage.app().answerWith("Connection: close").fields()).contains(cookie);
      }

      assertThat(log.count(Level.WARN, "larger than the 16 KiB")).isOne();
    }
  }
}
