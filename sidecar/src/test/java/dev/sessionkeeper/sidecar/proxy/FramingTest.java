package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that could be read in two ways: none of them, and nothing behind them, reaches the
/// application.
class FramingTest {
  private static final String HOST = "Host: shop.example.com\r\n";
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n";
  private static final String POST = "POST /first HTTP/1.1\r\n";

  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest(name = "P5 {0} is refused, and the connection closed")
  @MethodSource("ambiguous")
  void ambiguousFramingIsRefused(String name, String request) {
    var browser = stage.browser().send(request);
    // Otherwise the sidecar waits two seconds for what may still come.
    browser.end();
    var answer = browser.rest();

    assertThat(answer)
        .as(name)
        .matches("(?s)[A-Z]+/1\\.[01] (?:400|501) .*")
        .doesNotContain("\nHTTP/1");
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @ParameterizedTest(name = "P5 {0} beside {1} is refused, even if no decoder had objected to it")
  @CsvSource({
    "Transfer-Encoding: chunked, Content-Length: 5",
    "Content-Length: 5, Content-Length: 6",
    "X-A: b, Content-Length: +5"
  })
  void ambiguousFieldsAreRefused(String one, String other) {
    var fields = MultiMap.caseInsensitiveMultiMap().add("Host", "shop.example.com");
    Stream.of(one, other).map(field -> field.split(": ", 2)).forEach(f -> fields.add(f[0], f[1]));

    assertThat(Framing.problem(HttpVersion.HTTP_1_1, fields)).isNotEmpty();
  }

  @ParameterizedTest(name = "P5 the Host \"{0}\" is one")
  @ValueSource(strings = {"", "a", "Shop.example.com.", "a_b:80", "10.0.0.1:", "[2001:db8::1]:443"})
  void aHostIsNotRefused(String host) {
    var fields = MultiMap.caseInsensitiveMultiMap().add("Host", host);

    assertThat(Framing.problem(HttpVersion.HTTP_1_1, fields)).isEmpty();
  }

  static Stream<Arguments> ambiguous() {
    var chunked = "Transfer-Encoding: chunked\r\n";
    var empty = "\r\n0\r\n\r\n" + SMUGGLED;
    return Stream.of(
        Arguments.of("CL+TE", POST + HOST + "Content-Length: 5\r\n" + chunked + empty),
        Arguments.of("TE+CL", POST + HOST + chunked + "Content-Length: 5\r\n" + empty),
        Arguments.of("TE.TE", POST + HOST + chunked + "Transfer-Encoding: identity\r\n" + empty),
        Arguments.of("TE twice", POST + HOST + chunked + chunked + empty),
        Arguments.of("TE list", POST + HOST + "Transfer-Encoding: chunked, identity\r\n" + empty),
        Arguments.of("TE xchunked", POST + HOST + "Transfer-Encoding: xchunked\r\n" + empty),
        Arguments.of("TE gzip", POST + HOST + "Transfer-Encoding: gzip, chunked\r\n" + empty),
        Arguments.of("HTTP/1.0 with TE", "POST /first HTTP/1.0\r\n" + HOST + chunked + empty),
        Arguments.of("CL twice", post("Content-Length: 0\r\nContent-Length: 40\r\n")),
        Arguments.of("CL list", post("Content-Length: 0, 40\r\n")),
        Arguments.of("CL with sign", post("Content-Length: +0\r\n")),
        Arguments.of("CL negative", post("Content-Length: -1\r\n")),
        Arguments.of("CL in hexadecimal", post("Content-Length: 0x0\r\n")),
        Arguments.of("CL empty", post("Content-Length:\r\n")),
        Arguments.of("CL too large", post("Content-Length: 99999999999999999999\r\n")),
        Arguments.of("space before colon", post("Content-Length : 0\r\n")),
        Arguments.of("space before colon of TE", post("Transfer-Encoding : chunked\r\n")),
        Arguments.of("obs-fold of TE", post("Transfer-Encoding:\r\n chunked\r\n")),
        Arguments.of("no colon", post("Nonsense\r\n")),
        Arguments.of("empty name", post(": x\r\n")),
        Arguments.of("control byte in a name", post("X\u0001Y: x\r\n")),
        Arguments.of("control byte in a value", post("X-Y: a\u0000b\r\n")),
        Arguments.of("duplicate Host", POST + HOST + "Host: other\r\nContent-Length: 0\r\n\r\n"),
        Arguments.of("duplicate Host with TE", POST + HOST + "Host: other\r\n" + chunked + empty),
        Arguments.of("missing Host", "GET / HTTP/1.1\r\n\r\n"),
        Arguments.of("missing Host with TE", POST + chunked + empty),
        Arguments.of("user in Host", "GET / HTTP/1.1\r\nHost: x@shop.example.com\r\n\r\n"),
        Arguments.of("path in Host", "GET / HTTP/1.1\r\nHost: shop.example.com/x\r\n\r\n"),
        Arguments.of("escape in Host", "GET / HTTP/1.1\r\nHost: %73hop.example.com\r\n\r\n"),
        Arguments.of("two names in Host", "GET / HTTP/1.1\r\nHost: shop, other\r\n\r\n"),
        Arguments.of("absolute-form", "GET http://other/ HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("authority-form", "CONNECT other:443 HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("bare LF", "GET /first HTTP/1.1\nHost: shop\n\n" + SMUGGLED),
        Arguments.of("another protocol", "GET / HTCPCP/1.0\r\n" + HOST + "\r\n"));
  }

  private static String post(String field) {
    return POST + HOST + field + "\r\n" + SMUGGLED;
  }

  @ParameterizedTest(name = "P5 {0} is normalised")
  @MethodSource("normalised")
  void whatHasOneReadingIsWrittenAnew(String name, String request, String field) {
    stage.browser().send(request);

    var arrived = stage.app().accept().head();

    assertThat(arrived).as(name).contains(field).doesNotContain("smuggled");
    assertThat(arrived.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
  }

  static Stream<Arguments> normalised() {
    return Stream.of(
        Arguments.of(
            "a tab in the request line",
            "GET\t/ HTTP/1.1\r\nHost: shop\r\n\r\n",
            "GET / HTTP/1.1\r\n"),
        Arguments.of(
            "obs-fold", "GET / HTTP/1.1\r\nHost: shop\r\nX-A: b\r\n c\r\n\r\n", "\r\nX-A: b c\r\n"),
        Arguments.of(
            "white space around a value",
            "GET / HTTP/1.1\r\nHost: shop\r\nX-A:  \t b \t\r\n\r\n",
            "\r\nX-A: b\r\n"));
  }

  @Test
  @DisplayName("P5 a chunked body is framed anew: extensions and odd sizes stop here")
  void aChunkedBodyIsFramedAnew() {
    var browser = stage.browser();
    browser.send(POST + HOST + "Transfer-Encoding: Chunked\r\n\r\n");
    browser.send("0005;ext=\"a\r\n".replace("\"", "") + "hello\r\n00\r\nX-Trailer: t\r\n\r\n");

    var request = stage.app().answer(App.OK);

    assertThat(request.body()).isEqualTo("hello");
    assertThat(request.values("Transfer-Encoding")).containsExactly("chunked");
    assertThat(request.has("Content-Length")).isFalse();
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("P5 a header name with _ cannot be taken for one that frames the message")
  void underscoresDoNotFrame() {
    stage
        .browser()
        .send(
            Wire.request(
                "GET",
                "/",
                "Content_Length: 40",
                "Transfer_Encoding: chunked",
                "Proxy_Authorization: x",
                "my_own: kept"));

    var request = stage.app().answer(App.OK);

    assertThat(request.names()).contains("my_own");
    assertThat(request.toString())
        .doesNotContain("Content_Length")
        .doesNotContain("Transfer_Encoding")
        .doesNotContain("Proxy_Authorization");
  }

  @ParameterizedTest(name = "control, by Vert.x: a chunk whose size is ''{0}'' cuts the connection")
  @ValueSource(strings = {"+5", "-5", "5 5", "0x5", "", "ffffffffffffffff"})
  void aChunkOfUnclearSizeCutsTheConnection(String size) {
    var head = POST + HOST + "Transfer-Encoding: chunked\r\n\r\n";

    var browser = stage.browser().send(head);
    var app = stage.app().accept();
    app.headOnly();
    browser.send(size + "\r\nhello\r\n0\r\n\r\n" + SMUGGLED);

    assertThat(browser.rest()).isEmpty();
    assertThat(app.rest()).isEmpty();
  }

  @ParameterizedTest(name = "P5 the bytes behind a request with two of {0} are no request")
  @ValueSource(strings = {"Content-Length: 1", "Host: other"})
  void nothingBehindARefusedRequestIsServed(String field) {
    var app = keptConnection();
    var request = POST + HOST + field + "\r\n" + field + "\r\n\r\n";

    var answer = stage.browser().send(request + SMUGGLED + SMUGGLED).rest();

    assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(2);
    stage.browser().send(Wire.request("GET", "/next"));
    assertThat(app.request().startLine()).isEqualTo("GET /next HTTP/1.1");
  }

  /// A connection that takes a request at once, before anything else can happen.
  private Wire keptConnection() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send(App.OK);
    browser.response();
    return app;
  }
}
