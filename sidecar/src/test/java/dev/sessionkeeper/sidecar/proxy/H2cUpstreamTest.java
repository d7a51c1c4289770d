package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionkeeper.sidecar.supabase.AuthStage;
import io.vertx.core.http.StreamResetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An application that speaks HTTP/2 without TLS, played frame by frame.
class H2cUpstreamTest {
  private static final int REFUSED = 7;
  private static final int CANCEL = 8;
  private static final byte[] STATUS_103 = {0x08, 3, '1', '0', '3'};

  private Stage stage =
      Stage.with(
          new TestConfig()
              .h2c()
              .h2cUpstream()
              .connectTimeout(Duration.ofSeconds(2))
              .maxConnections(2));

  @AfterEach
  void close() {
    stage.close();
  }

  private Frames app(byte... settings) {
    return Frames.of(stage.app().accept(), settings);
  }

  private Wire get(String target, String... fields) {
    return stage.browser().send(Wire.request("GET", target, fields));
  }

  @Test
  @DisplayName("P12 a request of HTTP/1.1 is one of HTTP/2 to the application, with its session")
  void aRequestIsTranslated() {
    var expired = Sessions.expired(stage.signUp());
    var browser =
        get("/shop?q=1", Sessions.field(expired), "Connection: X-Hop", "X-Hop: 1", "X-Kept: 2");
    var app = app();
    var frame = app.next(Frames.HEADERS);
    var head = app.fields(frame);
    app.ok(frame.stream());

    var response = browser.response();

    assertThat(frame.isLast()).isTrue();
    assertThat(head.method()).hasToString("GET");
    assertThat(head.path()).hasToString("/shop?q=1");
    assertThat(head.scheme()).hasToString("http");
    assertThat(head.authority()).hasToString("shop.example.com");
    assertThat(head.get("x-kept")).hasToString("2");
    assertThat(head.get("x-sessionkeeper-state")).hasToString("refreshed");
    assertThat(head.getAll("cookie")).hasSize(1);
    assertThat(head.contains("x-hop") || head.contains("connection") || head.contains("host"))
        .isFalse();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok");
    assertThat(Sessions.inLines(response.setCookies()).refreshToken())
        .isNotEqualTo(expired.refreshToken());
  }

  @Test
  @DisplayName("P12 requests share one connection, and do not wait for one another")
  void requestsShareAConnection() {
    var slow = get("/slow");
    var app = app();
    var first = app.next(Frames.HEADERS).stream();
    var fast = get("/fast");
    app.ok(app.next(Frames.HEADERS).stream());

    assertThat(fast.response().body()).isEqualTo("ok");
    app.ok(first);
    assertThat(slow.response().body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("P4 early hints, a body in parts and trailers pass")
  void hintsAndTrailersPass() {
    var browser = get("/");
    var app = app();
    var stream = app.next(Frames.HEADERS).stream();
    app.send(
        Frames.HEADERS,
        Frames.END_HEADERS,
        stream,
        Frames.head(STATUS_103, Frames.field("link", "</a.css>")));
    assertThat(browser.headOnly().value("Link")).isEqualTo("</a.css>");

    app.send(Frames.HEADERS, Frames.END_HEADERS, stream, Frames.OK);
    app.send(Frames.DATA, 0, stream, "hi".getBytes(StandardCharsets.US_ASCII));
    browser.headOnly();
    assertThat(browser.chunk()).isEqualTo("hi");
    app.send(
        Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, stream, Frames.field("x-sum", "7"));

    assertThat(browser.bytes(15)).isEqualTo("0\r\nx-sum: 7\r\n\r\n");
  }

  @ParameterizedTest(name = "P4 HEAD and 204 have no body: {0}")
  @ValueSource(strings = {"HEAD", "GET"})
  void noBodyIsNoBody(String method) {
    var browser = stage.browser().send(Wire.request(method, "/"));
    var app = app();
    var stream = app.next(Frames.HEADERS).stream();
    var status = method.equals("HEAD") ? Frames.OK : new byte[] {(byte) 0x89};
    app.send(Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, stream, status);

    assertThat(browser.headOnly().status()).isEqualTo(method.equals("HEAD") ? 200 : 204);
    assertThat(browser.get("/api/x").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("RFC 9113 8.7: a refused stream is repeated, whatever its method, once")
  void aRefusedStreamIsRepeatedOnce() {
    var browser = stage.browser().send(Wire.request("POST", "/", "Content-Length: 0"));
    var app = app();
    app.reset(app.next(Frames.HEADERS).stream(), REFUSED);
    app.ok(app.next(Frames.HEADERS).stream());
    assertThat(browser.response().body()).isEqualTo("ok");

    browser.send(Wire.request("GET", "/"));
    app.reset(app.next(Frames.HEADERS).stream(), REFUSED);
    app.reset(app.next(Frames.HEADERS).stream(), REFUSED);
    assertThat(browser.response().status()).isEqualTo(502);
  }

  @Test
  @DisplayName("P7 a body that was taken is not repeated, and the refreshed session arrives")
  void aBodyIsNotRepeated() {
    var expired = Sessions.expired(stage.signUp());
    var browser =
        stage
            .browser()
            .send(Wire.request("POST", "/", Sessions.field(expired), "Content-Length: 2") + "hi");
    var app = app();
    app.next(Frames.HEADERS);
    app.reset(app.next(Frames.DATA).stream(), REFUSED);

    var response = browser.response();

    assertThat(response.status()).isEqualTo(502);
    assertThat(Sessions.inLines(response.setCookies()).refreshToken())
        .isNotEqualTo(expired.refreshToken());
  }

  @Test
  @DisplayName("RFC 9113 6.8: what GOAWAY leaves behind is repeated on another connection")
  void whatIsLeftBehindIsRepeated() {
    var kept = get("/kept");
    var app = app();
    var first = app.next(Frames.HEADERS).stream();
    var left = stage.browser().send(Wire.request("POST", "/left", "Content-Length: 0"));
    app.next(Frames.HEADERS);

    app.goAway(first);

    var other = app();
    other.ok(other.next(Frames.HEADERS).stream());
    assertThat(left.response().body()).isEqualTo("ok");
    app.ok(first);
    assertThat(kept.response().body()).isEqualTo("ok");
    assertThat(app.isClosed()).isTrue();
  }

  @Test
  @DisplayName("P7 a connection that is lost: GET is repeated, POST is not")
  void aLostConnection() {
    var get = get("/");
    var app = app();
    app.next(Frames.HEADERS);
    var post = stage.browser().send(Wire.request("POST", "/", "Content-Length: 0"));
    app.next(Frames.HEADERS);

    app.close();

    assertThat(post.response().status()).isEqualTo(502);
    var other = app();
    other.ok(other.next(Frames.HEADERS).stream());
    assertThat(get.response().body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("P7 an application that hangs: 504, and it hears that nobody waits")
  void anApplicationThatHangs() {
    stage.close();
    stage = Stage.with(new TestConfig().h2cUpstream().responseTimeout(Duration.ofSeconds(1)));
    var browser = get("/");
    var app = app();
    app.next(Frames.HEADERS);

    assertThat(browser.response().status()).isEqualTo(504);
    assertThat(app.next(Frames.RESET).code()).isEqualTo(CANCEL);
  }

  @Test
  @DisplayName("P7 an application that speaks HTTP/1.1 alone: 502, for those in line as well")
  void anApplicationOfHttp1() {
    var browser = get("/");
    var app = stage.app().accept();
    app.bytes(24);
    app.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    app.close();

    assertThat(browser.response().status()).isEqualTo(502);
  }

  @Test
  @DisplayName("control, by Netty: a field that would be two lines in HTTP/1.1: 502")
  void aBrokenField() {
    var browser = get("/");
    var app = app();
    app.send(
        Frames.HEADERS,
        Frames.END_HEADERS | Frames.END_STREAM,
        app.next(Frames.HEADERS).stream(),
        Frames.head(Frames.OK, Frames.field("x", "a\r\nset-cookie: b")));

    assertThat(browser.response().status()).isEqualTo(502);
  }

  @Test
  @DisplayName("P8 a head that is too long: 502, and other streams go on")
  void aHeadThatIsTooLong() {
    var slow = get("/slow");
    var app = app();
    var first = app.next(Frames.HEADERS).stream();
    var browser = get("/");
    var stream = app.next(Frames.HEADERS).stream();
    var part = Frames.field("x-long", "x".repeat(14_000));
    app.send(Frames.HEADERS, 0, stream, Frames.head(Frames.OK, part));
    for (int more = 0; more < 4; more++) {
      app.send(9, more == 3 ? Frames.END_HEADERS : 0, stream, part);
    }

    assertThat(browser.response().status()).isEqualTo(502);
    app.ok(first);
    assertThat(slow.response().body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("RFC 9113 8.7: a code that ends an answer reaches the client")
  void aCodeIsPassedOn() {
    try (var client = new Http2Client(stage.port())) {
      var answer = client.get("/");
      var app = app();
      var stream = app.next(Frames.HEADERS).stream();
      app.send(Frames.HEADERS, Frames.END_HEADERS, stream, Frames.OK);
      app.send(Frames.DATA, 0, stream, (byte) 'x');
      app.reset(stream, CANCEL);

      assertThatThrownBy(() -> AuthStage.answer(answer));
      assertThat(answer.cause())
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.getCode()).isEqualTo(CANCEL));
    }
  }

  @Test
  @DisplayName("P7 an answer before the body has come ends the stream")
  void anEarlyAnswer() {
    var browser = stage.browser().send(Wire.request("POST", "/", "Content-Length: 1000"));
    var app = app();
    var stream = app.next(Frames.HEADERS).stream();
    app.ok(stream);

    assertThat(browser.response().body()).isEqualTo("ok");
    assertThat(app.next(Frames.RESET).stream()).isEqualTo(stream);
  }

  @Test
  @DisplayName("P7 a browser that leaves: the application hears of it, other streams go on")
  void aBrowserThatLeaves() {
    var browser = get("/");
    var app = app();
    var stream = app.next(Frames.HEADERS).stream();

    browser.close();

    assertThat(app.next(Frames.RESET).stream()).isEqualTo(stream);
    var other = get("/");
    app.ok(app.next(Frames.HEADERS).stream());
    assertThat(other.response().body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("P8 more streams than a connection may have open another, up to the bound")
  void streamsAreBounded() {
    var first = get("/1");
    var app = app(Frames.mostStreams(1));
    var one = app.next(Frames.HEADERS).stream();
    var second = get("/2");
    var other = app(Frames.mostStreams(1));
    var two = other.next(Frames.HEADERS).stream();

    assertThat(get("/3").response().status()).isEqualTo(503);
    app.ok(one);
    other.ok(two);
    assertThat(first.response().body()).isEqualTo("ok");
    assertThat(second.response().body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("P1 a WebSocket goes to the application over HTTP/1.1")
  void aWebSocketGoesOverHttp1() {
    var browser =
        stage
            .browser()
            .send(
                Wire.request(
                    "GET", "/socket", "Connection: Upgrade", "Upgrade: websocket", "X: 1"));
    var app = stage.app().accept();
    assertThat(app.request().startLine()).isEqualTo("GET /socket HTTP/1.1");
    app.send("HTTP/1.1 101 Ok\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n");
    app.send("Sec-WebSocket-Accept: x\r\n\r\nhi");

    assertThat(browser.headOnly().status()).isEqualTo(101);
    assertThat(browser.bytes(2)).isEqualTo("hi");
  }

  @Test
  @DisplayName("P8 a connection without a stream is closed in time")
  void anIdleConnectionIsClosed() {
    stage.close();
    stage = Stage.with(new TestConfig().h2cUpstream().keepAlive(Duration.ofSeconds(1)));
    var browser = get("/");
    var app = app();
    app.ok(app.next(Frames.HEADERS).stream());
    browser.response();

    app.next(Frames.GO_AWAY);
    assertThat(app.isClosed()).isTrue();
  }
}
