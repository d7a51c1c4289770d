package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeadBudgetTest {
  private static final int LARGE = 50_000;
  private static final int CONNECTION = HeadBudget.CONNECTION_BYTES;
  // Four connections with three large heads, or with the beginnings of two bodies.
  private static final int BUDGET = 4 * CONNECTION + 7 * LARGE / 2;
  private static final String LAST_ANSWER =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private static final String WEB_SOCKET =
      """
      HTTP/1.1 101 Switching Protocols\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
      \r
      """;
  private static final String WEB_SOCKETS = "sessionkeeper_websockets_open";
  private static final String EXHAUSTED =
      "sessionkeeper_upstream_errors_total{reason=\"pool_exhausted\"}";

  @Test
  @DisplayName(
      "C5 P8 large heads that wait for the application are bounded, and their share returns")
  void largeHeadsThatWaitAreBounded() {
    try (var stage = Stage.with(new TestConfig(), HeadBudget.of(BUDGET))) {
      var large = "X-Large: " + "x".repeat(LARGE);
      var waiting =
          IntStream.range(0, 3)
              .mapToObj(_ -> stage.browser().send(Wire.request("GET", "/", large)))
              .toList();
      var apps = IntStream.range(0, 3).mapToObj(_ -> stage.app().accept()).toList();

      var refused = stage.browser().send(Wire.request("GET", "/", large)).response();
      apps.forEach(app -> app.request());
      apps.forEach(app -> app.send(LAST_ANSWER));

      assertThat(refused.status()).isEqualTo(503);
      assertThat(waiting)
          .allSatisfy(browser -> assertThat(browser.response().status()).isEqualTo(200));
      stage.browser().send(Wire.request("GET", "/", large));
      assertThat(stage.app().answer(App.OK).value("X-Large")).hasSize(LARGE);
    }
  }

  @Test
  @DisplayName("C5 P8 connections are bounded; of these without a request the oldest make way")
  void idleConnectionsMakeWay() {
    try (var stage = Stage.with(new TestConfig(), HeadBudget.of(4L * CONNECTION))) {
      var idle = Stream.generate(() -> served(stage)).limit(3).toList();

      var busy = stage.browser().send(Wire.request("GET", "/"));
      var app = stage.app().accept();
      app.request();
      var last = served(stage);
      app.send(LAST_ANSWER);

      assertThat(idle.subList(0, 2)).allSatisfy(browser -> assertThat(browser.rest()).isEmpty());
      assertThat(busy.response().status()).isEqualTo(200);
      assertThat(last.isSilentFor(Duration.ofMillis(100))).isTrue();
    }
  }

  @Test
  @DisplayName("C5 P8 where all connections have a request, further ones are closed")
  void busyConnectionsStay() {
    try (var stage = Stage.with(new TestConfig(), HeadBudget.of(2L * CONNECTION))) {
      var busy = stage.browser().send(Wire.request("GET", "/"));
      var app = stage.app().accept();
      app.request();

      var refused = stage.browser();

      assertThat(refused.rest()).isEmpty();
      app.send(LAST_ANSWER);
      assertThat(busy.response().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("P1 P8 WebSockets that come and go leave the budget as it was")
  void webSocketsGiveTheirShareBack() {
    try (var stage = Stage.with(new TestConfig(), HeadBudget.of(3L * CONNECTION))) {
      for (var times = 0; times < 5; times++) {
        openAndCloseWebSocket(stage);
      }
      var busy =
          Stream.generate(() -> stage.browser().send(Wire.request("GET", "/"))).limit(2).toList();
      var apps = Stream.generate(() -> stage.app().accept()).limit(2).toList();
      apps.forEach(Wire::request);

      assertThat(stage.browser().rest()).isEmpty();
      apps.forEach(app -> app.send(LAST_ANSWER));
      assertThat(busy).allSatisfy(one -> assertThat(one.response().status()).isEqualTo(200));
    }
  }

  @Test
  @DisplayName("P3 P8 bodies that wait for a refresh are bounded, and their share returns")
  void bodiesThatWaitForARefreshAreBounded() {
    try (var stage = Stage.with(new TestConfig(), HeadBudget.of(BUDGET))) {
      var slow = new Fault.Delay(Duration.ofSeconds(1));
      stage.auth().faults().add(FaultRule.onToken(slow, 2));
      var expired = Sessions.expired(stage.signUp());
      var waiting = Stream.generate(() -> upload(stage, expired)).limit(3).toList();
      answerHead(stage);
      answerHead(stage);

      var statuses = waiting.stream().map(browser -> browser.response().status()).toList();
      var later = upload(stage, Sessions.expired(stage.signIn()));
      answerHead(stage);

      assertThat(statuses).containsExactlyInAnyOrder(200, 200, 503);
      assertThat(later.response().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("P3 P8 bodies that wait for the application are bounded, and their share returns")
  void bodiesThatWaitForThePoolAreBounded() {
    var narrow = new TestConfig().maxConnections(1).connectTimeout(Duration.ofSeconds(10));
    try (var stage = Stage.with(narrow, HeadBudget.of(BUDGET))) {
      var session = stage.signUp();
      var served = upload(stage, session);
      var app = stage.app().accept();
      var waiting = Stream.generate(() -> upload(stage, session)).limit(3).toList();
      await().until(() -> stage.metric(EXHAUSTED) == 1);
      app.headOnly();
      app.send(LAST_ANSWER);
      answerHead(stage);
      answerHead(stage);

      var statuses = waiting.stream().map(browser -> browser.response().status()).toList();
      assertThat(served.response().status()).isEqualTo(200);
      assertThat(statuses).containsExactlyInAnyOrder(200, 200, 503);
      var later = upload(stage, session);
      answerHead(stage);
      assertThat(later.response().status()).isEqualTo(200);
    }
  }

  /// A browser's connection whose request was answered.
  private static Wire served(Stage stage) {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    stage.app().answer(LAST_ANSWER);
    assertThat(browser.response().status()).isEqualTo(200);
    return browser;
  }

  private static void openAndCloseWebSocket(Stage stage) {
    var upgrade =
        Wire.request(
            "GET",
            "/",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    var browser = stage.browser().send(upgrade);
    var app = stage.app().accept();
    app.request();
    app.send(WEB_SOCKET);
    assertThat(browser.headOnly().status()).isEqualTo(101);
    await().until(() -> stage.metric(WEB_SOCKETS) == 1);
    browser.close();
    app.close();
    await().until(() -> stage.metric(WEB_SOCKETS) == 0);
  }

  private static void answerHead(Stage stage) {
    var app = stage.app().accept();
    app.headOnly();
    app.send(LAST_ANSWER);
  }

  private static Wire upload(Stage stage, Session session) {
    var length = "Content-Length: " + (1 << 20);
    return stage.browser().send(Wire.request("POST", "/", length, Sessions.field(session)));
  }
}
