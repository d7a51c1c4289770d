package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Bodies stream both ways; the slower side sets the pace.
class StreamingTest {
  private static final long FAR_MORE_THAN_BUFFERS = 256L << 20;

  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P2 SSE: the head before the first event, each event before the next is sent")
  void eventsArriveOneByOne() {
    var browser = stage.browser().send(Wire.request("GET", "/events"));
    var app = stage.app().accept();
    app.request();
    app.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

    var head = browser.headOnly();
    app.send("9\r\ndata: 1\n\n\r\n");
    var first = browser.chunk();
    app.send("9\r\ndata: 2\n\n\r\n");
    var second = browser.chunk();

    assertThat(head.value("Content-Type")).isEqualTo("text/event-stream");
    assertThat(first).isEqualTo("data: 1\n\n");
    assertThat(second).isEqualTo("data: 2\n\n");
  }

  @Test
  @DisplayName("P2 the head of a response with a length does not wait for its body")
  void theHeadDoesNotWait() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");

    assertThat(browser.headOnly().value("Content-Length")).isEqualTo("5");
    app.send("hello");
    assertThat(browser.bytes(5)).isEqualTo("hello");
  }

  @Test
  @DisplayName("P2 a body that ends with the connection is framed for the browser")
  void aBodyWithoutLength() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.0 200 OK\r\n\r\nhello");
    app.close();

    var response = browser.response();

    assertThat(response.startLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(response.body()).isEqualTo("hello");
    assertThat(browser.get("/api/").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("P2 the head and each part of a chunked request arrive before the next is sent")
  void anUploadStreams() {
    var browser = stage.browser().send(Wire.request("POST", "/", "Transfer-Encoding: chunked"));
    var app = stage.app().accept();

    assertThat(app.headOnly().startLine()).isEqualTo("POST / HTTP/1.1");
    browser.send("5\r\nhello\r\n");
    assertThat(app.chunk()).isEqualTo("hello");
    browser.send("5\r\nworld\r\n");
    assertThat(app.chunk()).isEqualTo("world");
    browser.send("0\r\n\r\n");
    assertThat(app.chunk()).isEmpty();
    app.send(App.OK);
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("P2 both directions at once: an answer that begins before the request has ended")
  void bothDirectionsAtOnce() {
    var browser = stage.browser().send(Wire.request("POST", "/", "Transfer-Encoding: chunked"));
    var app = stage.app().accept();
    app.headOnly();
    app.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");

    browser.headOnly();
    assertThat(browser.chunk()).isEqualTo("hi");
    browser.send("5\r\nhello\r\n0\r\n\r\n");
    assertThat(app.chunk()).isEqualTo("hello");
    app.send("3\r\nbye\r\n0\r\n\r\n");
    assertThat(browser.chunk()).isEqualTo("bye");
  }

  @Test
  @DisplayName("P2 a browser that does not read makes the application stop")
  void aBrowserThatDoesNotReadStopsTheApplication() {
    stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nContent-Length: " + FAR_MORE_THAN_BUFFERS + "\r\n\r\n");

    assertThat(app.sentUntilStopped(FAR_MORE_THAN_BUFFERS)).isLessThan(FAR_MORE_THAN_BUFFERS / 2);
  }

  @Test
  @DisplayName("P3 an application that does not read makes the browser stop")
  void anApplicationThatDoesNotReadStopsTheBrowser() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", "Content-Length: " + FAR_MORE_THAN_BUFFERS));
    stage.app().accept().headOnly();

    assertThat(browser.sentUntilStopped(FAR_MORE_THAN_BUFFERS))
        .isLessThan(FAR_MORE_THAN_BUFFERS / 2);
  }
}
