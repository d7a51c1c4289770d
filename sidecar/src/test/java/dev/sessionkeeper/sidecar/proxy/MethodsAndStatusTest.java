package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What RFC 9110 says of methods and statuses holds through the sidecar.
class MethodsAndStatusTest {
  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P4 HEAD: the length of a body that does not come")
  void headKeepsTheLength() {
    var browser = stage.browser().send(Wire.request("HEAD", "/"));
    var request = stage.app().answer("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\nETag: x\r\n\r\n");

    var head = browser.headOnly();

    assertThat(request.startLine()).isEqualTo("HEAD / HTTP/1.1");
    assertThat(head.fields()).containsExactlyInAnyOrder("Content-Length: 1234", "ETag: x");
    assertThat(next(browser)).isEqualTo(401);
  }

  @Test
  @DisplayName("P4 HEAD of a chunked resource: no length is made up, and no body comes")
  void headOfChunkedHasNoBody() {
    var browser = stage.browser().send(Wire.request("HEAD", "/"));
    stage.app().answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

    var head = browser.headOnly();

    assertThat(head.has("Content-Length")).isFalse();
    assertThat(next(browser)).isEqualTo(401);
  }

  @Test
  @DisplayName("P4 204 has no body and no length")
  void noContent() {
    var browser = stage.browser().send(Wire.request("DELETE", "/"));
    stage.app().answer("HTTP/1.1 204 Gone Now\r\nETag: \"x\"\r\n\r\n");

    var head = browser.headOnly();

    assertThat(head.startLine()).isEqualTo("HTTP/1.1 204 Gone Now");
    assertThat(head.fields()).containsExactly("ETag: \"x\"");
    assertThat(next(browser)).isEqualTo(401);
  }

  @Test
  @DisplayName("P4 304 has no body, and no length is made up")
  void notModified() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    stage.app().answer("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n");

    var head = browser.headOnly();

    assertThat(head.startLine()).isEqualTo("HTTP/1.1 304 Not Modified");
    assertThat(head.fields()).containsExactly("ETag: \"x\"");
    assertThat(next(browser)).isEqualTo(401);
  }

  @Test
  @DisplayName("P4 304 keeps the length of the body that the browser has")
  void notModifiedKeepsTheLength() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    stage.app().answer("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n");

    assertThat(browser.headOnly().value("Content-Length")).isEqualTo("99");
    assertThat(next(browser)).isEqualTo(401);
  }

  @ParameterizedTest(name = "P4 {0} with {1} has no body for an HTTP/1.0 client either")
  @CsvSource({"HEAD, 200 OK", "GET, 304 Not Modified", "DELETE, 204 No Content"})
  void noBodyIsNoBodyForOldClients(String method, String status) {
    var browser = stage.browser();
    browser.send(method + " / HTTP/1.0\r\nHost: shop\r\nConnection: keep-alive\r\n\r\n");
    stage.app().answer("HTTP/1.1 " + status + "\r\nETag: x\r\n\r\n");

    assertThat(browser.headOnly().fields()).containsExactly("ETag: x", "connection: keep-alive");
    assertThat(next(browser)).isEqualTo(401);
  }

  @ParameterizedTest(name = "P4 a redirect with {0} is passed on as it is")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsPass(int status) {
    var browser = stage.browser().send(Wire.request("GET", "/old"));
    stage
        .app()
        .answer("HTTP/1.1 " + status + " Moved\r\nLocation: /new?x=1\r\nContent-Length: 0\r\n\r\n");

    var response = browser.response();

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.value("Location")).isEqualTo("/new?x=1");
  }

  @Test
  @DisplayName("P4 103 early hints arrive before the response")
  void earlyHintsArrive() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");

    var hints = browser.headOnly();
    app.send(App.OK);

    assertThat(hints.startLine()).startsWith("HTTP/1.1 103");
    assertThat(hints.value("Link")).isEqualTo("</a.css>; rel=preload");
    assertThat(browser.response().body()).isEqualTo("ok");
  }

  @ParameterizedTest(name = "P4 {0} is never taken for the response")
  @ValueSource(ints = {101, 102, 199})
  void anInterimStatusIsNoResponse(int status) {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    stage.app().answer("HTTP/1.1 " + status + " Odd\r\n\r\n" + App.OK);

    assertThat(browser.response().status()).isEqualTo(502);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  @DisplayName("P4 an HTTP/1.0 client is not sent 103")
  void noEarlyHintsForOldClients() {
    var browser = stage.browser().send("GET / HTTP/1.0\r\nHost: shop\r\n\r\n");
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + App.OK);

    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("P4 request trailers end here, the body and its framing do not")
  void requestTrailersEndHere() {
    stage
        .browser()
        .send(
            Wire.request("POST", "/", "Transfer-Encoding: chunked", "Trailer: X-Sum")
                + "5\r\nhello\r\n0\r\nX-Sum: 7\r\nX-Sessionkeeper-State: fresh\r\n\r\n");

    var request = stage.app().answer(App.OK);

    assertThat(request.body()).isEqualTo("hello");
    assertThat(request.trailers()).isEmpty();
    assertThat(request.has("Trailer")).isFalse();
  }

  @Test
  @DisplayName("P4 response trailers reach the browser")
  void trailersPass() {
    var browser = stage.browser().send(Wire.request("GET", "/", "TE: trailers", "Connection: TE"));
    var request = stage.app().answer(chunked("5\r\nhello\r\n0\r\nX-Sum: 7\r\n\r\n"));

    var response = browser.response();

    assertThat(request.value("TE")).isEqualTo("trailers");
    assertThat(response.body()).isEqualTo("hello");
    assertThat(response.trailers()).containsExactly("X-Sum: 7");
  }

  @Test
  @DisplayName("P4 response trailers reach the browser where there is nothing else")
  void trailersWithoutABodyPass() {
    var browser = stage.browser().send(Wire.request("GET", "/", "TE: trailers", "Connection: TE"));
    stage.app().answer(chunked("0\r\nX-Sum: 0\r\n\r\n"));

    assertThat(browser.response().trailers()).containsExactly("X-Sum: 0");
  }

  @Test
  @DisplayName("P4 an OPTIONS pre-flight and its answer pass untouched")
  void preflightPasses() {
    var browser =
        stage
            .browser()
            .send(
                Wire.request(
                    "OPTIONS", "/x", "Origin: https://a", "Access-Control-Request-Method: PUT"));
    var request =
        stage
            .app()
            .answer("HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: https://a\r\n\r\n");

    assertThat(request.startLine()).isEqualTo("OPTIONS /x HTTP/1.1");
    assertThat(request.values("Access-Control-Request-Method")).containsExactly("PUT");
    assertThat(browser.response().fields())
        .containsExactly("Access-Control-Allow-Origin: https://a");
  }

  @Test
  @DisplayName("P4 OPTIONS * is a question to the application, without a look at the session")
  void optionsAsteriskPasses() {
    var browser = stage.browser().send(Wire.request("OPTIONS", "*"));
    var request = stage.app().answer(App.OK);

    assertThat(request.startLine()).isEqualTo("OPTIONS * HTTP/1.1");
    assertThat(request.has("X-Sessionkeeper-State")).isFalse();
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "P4 {0} with a body arrives as it was sent")
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET", "PROPFIND"})
  void anyMethodMayHaveABody(String method) {
    var browser = stage.browser();
    browser.send(Wire.request(method, "/", "Content-Length: 5")).send("hello");

    var request = stage.app().answer(App.OK);

    assertThat(request.startLine()).isEqualTo(method + " / HTTP/1.1");
    assertThat(request.values("Content-Length")).containsExactly("5");
    assertThat(request.body()).isEqualTo("hello");
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  void aPostWithoutABodyStaysOne() {
    var browser = stage.browser().send(Wire.request("POST", "/", "Content-Length: 0"));

    var request = stage.app().answer(App.OK);

    assertThat(request.values("Content-Length")).containsExactly("0");
    assertThat(browser.response().status()).isEqualTo(200);
  }

  private static String chunked(String body) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
  }

  /// The status of one more request on the same connection: the framing was understood.
  private static int next(Wire browser) {
    return browser.get("/api/").status();
  }
}
