package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionkeeper.sidecar.supabase.AuthStage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// HTTP/2 without TLS, from a client that knows of it beforehand, in front of an application that
/// speaks HTTP/1.1.
class Http2Test {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int FAR_MORE_THAN_WINDOWS = 64 << 20;
  private static final int PIECE = 1 << 20;

  private final Stage stage =
      Stage.with(new TestConfig().h2c().idleTimeout(IDLE).maxConnections(8));
  private final Http2Client client = new Http2Client(stage.port());

  @AfterEach
  void close() {
    client.close();
    stage.close();
  }

  @Test
  @DisplayName("P12 an h2c client is served, its expired session refreshed")
  void anH2cClientIsServed() {
    var expired = Sessions.expired(stage.signUp());
    var answer = client.get("/shop?q=1", "a=1", Sessions.pairs(expired), "b=2");
    var request = stage.app().answerWith("Connection: close", "X-App: yes");

    var response = AuthStage.answer(answer);

    assertThat(request.startLine()).isEqualTo("GET /shop?q=1 HTTP/1.1");
    assertThat(request.value("Host")).isEqualTo("127.0.0.1:" + stage.port());
    assertThat(request.value("X-Forwarded-Host")).isEqualTo("127.0.0.1:" + stage.port());
    assertThat(request.value("Cookie")).startsWith("a=1; b=2; sb-");
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("refreshed");
    assertThat(request.has("Transfer-Encoding")).isFalse();
    assertThat(response.response().statusCode()).isEqualTo(200);
    assertThat(response.response().getHeader("X-App")).isEqualTo("yes");
    assertThat(response.response().headers().contains("Connection")).isFalse();
    assertThat(Sessions.inLines(response.response().headers().getAll("Set-Cookie")).refreshToken())
        .isNotEqualTo(expired.refreshToken());
    assertThat(response.body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("P12 the crumbs of the cookies arrive as one field")
  void crumbsAreJoined() {
    var answer = client.get("/", "a=1", "b=2");
    var request = stage.app().answer(App.OK);

    assertThat(request.values("Cookie")).containsExactly("a=1; b=2");
    assertThat(AuthStage.answer(answer).body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("P12 streams of one connection do not wait for one another")
  void streamsAreIndependent() {
    var slow = client.get("/slow");
    var slowApp = stage.app().accept();
    slowApp.request();
    var fast = client.get("/fast");
    stage.app().answer(App.OK);

    assertThat(AuthStage.answer(fast).body()).isEqualTo("ok");
    slowApp.send(App.OK);
    assertThat(AuthStage.answer(slow).body()).isEqualTo("ok");
  }

  @Test
  @DisplayName("P12 a body without a length is framed anew, trailers of the answer arrive")
  void bodiesAndTrailersPass() {
    var request = client.request("POST", "/");
    request.putHeader("TE", "trailers").setChunked(true);
    request.write(Buffer.buffer("hel"));
    var answer =
        Http2Client.answer(request.end(Buffer.buffer("lo")).compose(_ -> request.response()));
    var app = stage.app().accept();
    var seen = app.request();
    app.send(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n");

    var response = AuthStage.answer(answer);

    assertThat(seen.value("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(seen.value("TE")).isEqualTo("trailers");
    assertThat(seen.body()).isEqualTo("hello");
    assertThat(response.body()).isEqualTo("hi");
    assertThat(response.response().trailers().get("X-Sum")).isEqualTo("7");
  }

  @Test
  @DisplayName("P12 a body of GET without a length is dropped, the request is served")
  void aBodyWithoutMeaningIsDropped() {
    var request = client.request("GET", "/");
    request.setChunked(true);
    request.write(Buffer.buffer("hello"));
    var answer = Http2Client.answer(request.end().compose(_ -> request.response()));
    var seen = stage.app().answer(App.OK);

    assertThat(seen.has("Transfer-Encoding")).isFalse();
    assertThat(seen.has("Content-Length")).isFalse();
    assertThat(AuthStage.answer(answer).body()).isEqualTo("ok");
    assertThat(AuthStage.answer(client.get("/api/x")).response().statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName("P12 a Require route stays closed, a refused path costs no other stream")
  void rulesHold() {
    assertThat(AuthStage.answer(client.get("/api/x")).response().statusCode()).isEqualTo(401);
    assertThat(AuthStage.answer(client.get("/static/..%2fapi/x")).response().statusCode())
        .isEqualTo(400);
    assertThat(AuthStage.answer(client.get("/api/x")).response().statusCode()).isEqualTo(401);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  @DisplayName("control, by Vert.x: an authority and a Host that differ are refused")
  void twoHostsAreRefused() {
    var request = client.request("GET", "/");
    request.putHeader("Host", "other.example.com");

    assertThatThrownBy(() -> AuthStage.answer(request.send()))
        .isInstanceOf(StreamResetException.class);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  @DisplayName("P12 a stream that is reset is no longer the application's")
  void aResetStreamIsGivenUp() {
    var request = client.request("GET", "/slow");
    var _ = request.send();
    var app = stage.app().accept();
    app.request();

    var _ = request.reset();

    assertThat(app.rest()).isEmpty();
    assertThat(AuthStage.answer(client.get("/api/x")).response().statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName("P7 a repeated request and an application that is down: 502, and the next is served")
  void aBrokenApplicationIsAnswered() {
    var answer = client.get("/");
    for (var attempt = 0; attempt < 2; attempt++) {
      var app = stage.app().accept();
      app.request();
      app.close();
    }

    assertThat(AuthStage.answer(answer).response().statusCode()).isEqualTo(502);
    assertThat(AuthStage.answer(client.get("/api/x")).response().statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName("P3 an application that does not read makes the stream stop")
  void anApplicationThatDoesNotReadStopsTheStream() {
    var request = client.request("POST", "/");
    request.setChunked(true);
    var piece = Buffer.buffer(new byte[PIECE]);
    var pieces =
        Stream.generate(() -> request.write(piece)).limit(FAR_MORE_THAN_WINDOWS / PIECE).toList();
    var app = stage.app().accept();
    app.headOnly();

    assertThat(sentUntilStopped(pieces)).isLessThan(pieces.size() / 2);
    assertThat(AuthStage.answer(client.get("/api/x")).response().statusCode()).isEqualTo(401);
    while (!pieces.getLast().isComplete()) {
      app.chunk();
    }
  }

  private static long sentUntilStopped(List<Future<Void>> pieces) {
    var before = new AtomicLong(-1);
    Awaitility.await()
        .pollInterval(IDLE)
        .until(
            () -> {
              var sent = pieces.stream().filter(Future::isComplete).count();
              return before.getAndSet(sent) == sent;
            });
    return before.get();
  }

  @Test
  @DisplayName("P8 an idle connection is closed, one that waits for the application is not")
  void anIdleConnectionIsClosed() {
    var answer = client.get("/report");
    var app = stage.app().accept();
    app.request();
    assertThat(app.isSilentFor(IDLE.multipliedBy(2))).isTrue();
    app.send(App.OK);
    assertThat(AuthStage.answer(answer).body()).isEqualTo("ok");

    var closed = new AtomicBoolean();
    var last = AuthStage.answer(client.get("/api/x"));
    last.response().request().connection().closeHandler(_ -> closed.set(true));

    Awaitility.await().untilTrue(closed);
  }

  @Test
  @DisplayName("P8 a stream that falls silent is reset, however busy its connection is")
  void aSilentStreamIsReset() {
    var silent = client.get("/events");
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");

    Awaitility.await()
        .atMost(IDLE.multipliedBy(10))
        .until(
            () -> {
              AuthStage.answer(client.get("/api/x"));
              return silent.isComplete();
            });

    assertThat(silent.cause()).isInstanceOf(StreamResetException.class);
    assertThat(app.rest()).isEmpty();
    assertThat(AuthStage.answer(client.get("/api/x")).response().statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName("P12 an upgrade to h2c leads around no rule")
  void anUpgradeLeadsAroundNoRule() {
    var browser = stage.browser();
    browser.send(
        Wire.request(
            "GET",
            "/api/x",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAAP__"));

    assertThat(browser.headOnly().status()).isEqualTo(101);
    assertThat(browser.rest()).contains("application/problem+json", "401");
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  @DisplayName("P12 HTTP/1.1, HTTP/1.0 and WebSockets are served on the same port")
  void theOldProtocolsAreServedAsBefore() {
    assertThat(stage.browser().get("/api/x").status()).isEqualTo(401);
    assertThat(stage.browser().send("GET /api/x HTTP/1.0\r\n\r\n").response().status())
        .isEqualTo(401);
  }

  @Test
  @DisplayName("P8 the streams and the head of a request are bounded, and the client is told so")
  void theClientIsToldTheBounds() {
    var settings = (Http2Settings) client.request("GET", "/").connection().remoteSettings();

    assertThat(settings.getMaxConcurrentStreams()).isEqualTo(128);
    assertThat(settings.getMaxHeaderListSize()).isEqualTo(65_536);
  }

  @Test
  @DisplayName("P12 a drain says good-bye to the connection, and its open streams finish")
  void aDrainLetsStreamsFinish() {
    var waiting = client.get("/slow");
    var waitingApp = stage.app().accept();
    waitingApp.request();
    var going = client.get("/events");
    var goingApp = stage.app().accept();
    goingApp.request();
    goingApp.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");
    var warned = Promise.<Void>promise();
    client.request("GET", "/").connection().shutdownHandler(_ -> warned.complete());

    var drained = stage.proxy().drain(Duration.ofSeconds(20));
    AuthStage.answer(warned.future());
    assertThat(drained.isComplete()).isFalse();
    waitingApp.send(App.OK);
    goingApp.send("6\r\n there\r\n0\r\n\r\n");

    assertThat(AuthStage.answer(waiting).body()).isEqualTo("ok");
    assertThat(AuthStage.answer(going).body()).isEqualTo("hi there");
    AuthStage.answer(drained);
  }

  @Test
  @DisplayName("P12 a drain ends open streams when its time is up")
  void aDrainEndsStreamsWhenTimeIsUp() {
    var waiting = client.get("/slow");
    stage.app().accept().request();

    AuthStage.answer(stage.proxy().drain(Duration.ofMillis(300)));

    Awaitility.await().until(waiting::failed);
  }
}
