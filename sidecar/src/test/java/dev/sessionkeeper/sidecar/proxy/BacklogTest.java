package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final int HALF = 20_000;
  private static final String CUT = "sessionkeeper_connections_cut_total";
  private static final String LAST_ANSWER =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  private static final String START = "GET / HTTP/1.1\r\nHost: app.example\r\n";

  @Test
  @DisplayName("C5 P8 heads that do not end are bounded; of these the oldest are closed")
  void halfHeadsAreBounded() {
    try (var stage = Stage.with(new TestConfig(), 3L * HALF)) {
      var halves = halves(stage, "X-Half: " + "x".repeat(HALF));

      await().until(() -> stage.metric(CUT) == 1);
      halves.getLast().send("\r\n\r\n");
      stage.app().answer(LAST_ANSWER);

      assertThat(halves.getFirst().rest()).isEmpty();
      assertThat(halves.getLast().response().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("C5 P8 lines of a head that does not end count as much as they take")
  void shortFieldsAreBounded() {
    try (var stage = Stage.with(new TestConfig(), 3L * HALF)) {
      var halves = halves(stage, "a:\r\n".repeat(HALF / HeadBudget.FIELD_BYTES));

      assertThat(halves.getFirst().rest()).isEmpty();
      assertThat(stage.metric(CUT)).isOne();
    }
  }

  @Test
  @DisplayName("C5 P8 requests behind one that is being answered are bounded")
  void requestsBehindOneAnotherAreBounded() {
    try (var stage = Stage.with(new TestConfig(), HALF)) {
      var greedy = stage.browser().send((START + "\r\n").repeat(100));

      assertThat(greedy.rest()).isEmpty();
      assertThat(stage.metric(CUT)).isOne();
      awaitRead(stage);
    }
  }

  @Test
  @DisplayName("C5 what is complete is no backlog: as many requests as one likes, one by one")
  void whatIsServedGoesFromTheBacklog() {
    try (var stage = Stage.with(new TestConfig(), HALF)) {
      var browser = stage.browser();
      var large = Wire.request("GET", "/", "X-Large: " + "x".repeat(HALF / 2));
      var app = stage.app();
      IntStream.range(0, 10)
          .forEach(
              _ -> {
                browser.send(large.substring(0, HALF / 4));
                browser.send(large.substring(HALF / 4));
                app.answer(LAST_ANSWER);
                assertThat(browser.response().status()).isEqualTo(200);
              });

      assertThat(stage.metric(CUT)).isZero();
    }
  }

  @Test
  @DisplayName("C5 what is read behind a head that cannot be read is dropped, and no backlog")
  void whatIsDroppedIsNoBacklog() {
    try (var stage = Stage.with(new TestConfig(), HALF)) {
      var browser = stage.browser().send("no request\r\n\r\n");
      assertThat(browser.headOnly().status()).isEqualTo(400);

      browser.send("x".repeat(2 * HALF));
      awaitRead(stage);

      assertThat(stage.metric(CUT)).isZero();
    }
  }

  @Test
  @DisplayName("C5 more header fields than anybody needs are refused")
  void fieldsAreCounted() {
    try (var stage = Stage.open()) {
      var most = "a: b\r\n".repeat(RequestDecoder.MOST_FIELDS - 1);
      var served = stage.browser().send(START + most + "\r\n");
      stage.app().answer(App.OK);

      var refused = stage.browser().send(START + most + "a: b\r\n\r\n").response();

      assertThat(served.response().status()).isEqualTo(200);
      assertThat(refused.status()).isEqualTo(431);
      assertThat(refused.body()).contains("more than 500 header fields");
    }
  }

  /// Three connections whose heads do not end, one after the other.
  private static List<Wire> halves(Stage stage, String fields) {
    return Stream.generate(() -> half(stage, fields)).limit(3).toList();
  }

  private static Wire half(Stage stage, String fields) {
    var browser = stage.browser().send(START + fields);
    awaitRead(stage);
    return browser;
  }

  /// The sidecar has read what was sent before, as it has read and refused this.
  private static void awaitRead(Stage stage) {
    assertThat(stage.browser().send("GET / HTTP/1.1\r\n\r\n").response().status()).isEqualTo(400);
  }
}
