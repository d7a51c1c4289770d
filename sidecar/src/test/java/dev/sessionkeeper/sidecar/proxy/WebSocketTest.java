package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.supabase.AuthStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// WebSockets: the session is in order when the application sees the upgrade, and then bytes go
/// both ways.
class WebSocketTest {
  private static final String GAUGE = "sessionkeeper_websockets_open";
  private static final String AGREED =
      """
      HTTP/1.1 101 Switching Protocols\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
      Sec-WebSocket-Protocol: chat\r
      \r
      """;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int BEATS = 7;
  private static final int FAR_MORE_THAN_BUFFERS = 64 << 20;

  private final Stage stage = Stage.with(new TestConfig().webSocketIdleTimeout(IDLE));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P1 an expired session is refreshed before the upgrade, which carries the new one")
  void anExpiredSessionIsRefreshedFirst() {
    var session = stage.signUp();
    var browser = stage.browser();
    browser.send(upgrade("keep-alive, Upgrade", Sessions.field(Sessions.expired(session))));
    var app = stage.app().accept();
    var request = app.request();
    app.send(AGREED);

    var response = browser.headOnly();

    assertThat(response.status()).isEqualTo(101);
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("refreshed");
    var shown = Sessions.inHeader(request.value("Cookie"));
    assertThat(shown.refreshToken()).isNotEqualTo(session.refreshToken());
    assertThat(Sessions.inLines(response.setCookies())).isEqualTo(shown);
    assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
    assertThat(stage.refreshes()).isOne();
  }

  @ParameterizedTest(name = "P1 Connection: {0}")
  @CsvSource({"Upgrade", "'keep-alive, Upgrade'", "upgrade", "'Upgrade,Keep-Alive'"})
  void bothSidesAgreeToSwitch(String connection) {
    var browser = stage.browser().send(upgrade(connection));
    var app = stage.app().accept();
    var request = app.request();
    app.send(AGREED);

    var response = browser.headOnly();

    assertThat(request.values("Connection")).containsExactly("Upgrade");
    assertThat(request.values("Upgrade")).containsExactly("websocket");
    assertThat(request.value("Sec-WebSocket-Key")).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
    assertThat(request.value("Sec-WebSocket-Extensions")).isEqualTo("permessage-deflate");
    assertThat(response.fields())
        .containsExactlyInAnyOrder(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            "Sec-WebSocket-Protocol: chat");
  }

  @Test
  @DisplayName("P1 bytes go both ways as they are, those that came with the 101 included")
  void bytesGoBothWays() {
    var browser = stage.browser().send(upgrade("Upgrade"));
    var app = stage.app().accept();
    app.request();
    app.send(AGREED + "first");

    browser.headOnly();

    assertThat(browser.bytes(5)).isEqualTo("first");
    browser.send("GET / HTTP/1.1\r\n\r\n\0");
    assertThat(app.bytes(19)).isEqualTo("GET / HTTP/1.1\r\n\r\n\0");
    app.send("HTTP/1.1 200 OK\r\n\r\n");
    assertThat(browser.bytes(19)).isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
  }

  @Test
  @DisplayName("P1 a refusal of the application is an answer like any other")
  void aRefusalIsAnAnswer() {
    var browser = stage.browser().send(upgrade("Upgrade"));
    stage.app().answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");

    var response = browser.response();

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("no");
    assertThat(browser.get("/api/").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("P1 a Require route without session: 401, and the application sees nothing")
  void aProtectedRouteStaysProtected() {
    var browser =
        stage.browser().send(upgrade("Upgrade").replace("GET /socket", "GET /api/socket"));

    assertThat(browser.response().status()).isEqualTo(401);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @ParameterizedTest(name = "P12 Upgrade: {0} with Connection: {1} is an ordinary request")
  @CsvSource({
    "h2c, 'Upgrade, HTTP2-Settings'",
    "'h2c, websocket', Upgrade",
    "TLS/1.0, Upgrade",
    "websocket, keep-alive",
    "websocket, 'Upgrade, close'"
  })
  void anotherUpgradeIsIgnored(String protocol, String connection) {
    var browser =
        stage
            .browser()
            .send(
                Wire.request(
                    "GET",
                    "/",
                    "Upgrade: " + protocol,
                    "Connection: " + connection,
                    "HTTP2-Settings: AAMAAABkAAQAAP__"));
    var request = stage.app().answer(App.OK);

    assertThat(request.has("Upgrade")).isFalse();
    assertThat(request.has("Connection")).isFalse();
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "P4 a 101 that was not asked for: Upgrade: {0}")
  @CsvSource({"h2c, false", "h2c, true", "websocket, false"})
  void anUpgradeThatWasNotAskedForIsNotFollowed(String protocol, boolean asked) {
    var browser = stage.browser();
    browser.send(asked ? upgrade("Upgrade") : Wire.request("GET", "/socket"));
    stage
        .app()
        .answer(
            "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: "
                + protocol
                + "\r\nSec-WebSocket-Accept: x\r\n\r\nmore");

    assertThat(browser.response().status()).isEqualTo(502);
  }

  @Test
  void anEndIsPassedOnAndTheOtherDirectionStaysOpen() {
    var open = open();

    open.browser().end();

    assertThat(open.app().rest()).isEmpty();
    open.app().send("last words");
    assertThat(open.browser().bytes(10)).isEqualTo("last words");
    open.app().close();
    assertThat(open.browser().rest()).isEmpty();
    isCounted(0);
  }

  @Test
  void whatTheApplicationSaidBeforeItClosedArrives() {
    var open = open();

    open.app().send("x".repeat(1_000_000));
    open.app().close();

    assertThat(open.browser().rest()).hasSize(1_000_000);
    open.browser().close();
    isCounted(0);
  }

  @Test
  void aBrowserThatIsLostIsNoLongerTheApplications() {
    var open = open();
    isCounted(1);

    open.browser().reset();

    assertThat(open.app().rest()).isEmpty();
    isCounted(0);
  }

  @Test
  @DisplayName("P8 a WebSocket on which nothing moves is closed, one that pings is not")
  void anIdleWebSocketIsClosed() {
    var silent = open();
    var pinging = open();

    for (var beat = 0; beat < BEATS; beat++) {
      pinging.browser().send("ping");
      assertThat(pinging.app().bytes(4)).isEqualTo("ping");
      assertThat(pinging.browser().isSilentFor(IDLE.dividedBy(4))).isTrue();
    }

    assertThat(silent.app().rest()).isEmpty();
    assertThat(silent.browser().rest()).isEmpty();
    isCounted(1);
    pinging.app().send("pong");
    assertThat(pinging.browser().bytes(4)).isEqualTo("pong");
  }

  @Test
  @DisplayName("P3 a side of a WebSocket that does not read makes the other one stop")
  void theSlowerSideSetsThePace() {
    var open = open();

    assertThat(open.app().sentUntilStopped(FAR_MORE_THAN_BUFFERS))
        .isLessThan(FAR_MORE_THAN_BUFFERS / 2);
  }

  @Test
  void moreWebSocketsThanConnectionsOfThePoolAreOpen() {
    try (var narrow = Stage.with(new TestConfig().maxConnections(1))) {
      for (var i = 0; i < 3; i++) {
        var browser = narrow.browser().send(upgrade("Upgrade"));
        var app = narrow.app().accept();
        app.request();
        app.send(AGREED);
        assertThat(browser.headOnly().status()).isEqualTo(101);
      }
      assertThat(narrow.nothingReachedTheApp()).isTrue();
    }
  }

  @Test
  void aDrainWaitsForWebSockets() {
    var open = open();

    var drained = stage.proxy().drain(Duration.ofSeconds(20));
    assertThat(open.browser().isSilentFor(IDLE.dividedBy(4))).isTrue();
    open.app().send("going away");
    open.app().close();

    assertThat(open.browser().rest()).isEqualTo("going away");
    open.browser().close();
    AuthStage.answer(drained);
  }

  @Test
  void aDrainEndsWebSocketsWhenTimeIsUp() {
    var open = open();

    AuthStage.answer(stage.proxy().drain(Duration.ofMillis(200)));

    assertThat(open.browser().rest()).isEmpty();
    assertThat(open.app().rest()).isEmpty();
  }

  private record Open(Wire browser, Wire app) {}

  private Open open() {
    var browser = stage.browser().send(upgrade("Upgrade"));
    var app = stage.app().accept();
    app.request();
    app.send(AGREED);
    assertThat(browser.headOnly().status()).isEqualTo(101);
    return new Open(browser, app);
  }

  private void isCounted(int open) {
    Awaitility.await().until(() -> stage.metric(GAUGE) == open);
  }

  private static String upgrade(String connection, String... fields) {
    var all =
        new ArrayList<>(
            List.of(
                "Connection: " + connection,
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Extensions: permessage-deflate"));
    all.addAll(List.of(fields));
    return Wire.request("GET", "/socket", all.toArray(String[]::new));
  }
}
