package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Fields that end at this hop, in both directions.
class HopByHopTest {
  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P6 hop-by-hop fields and those named in Connection do not reach the application")
  void requestFieldsEndHere() {
    stage
        .browser()
        .send(
            Wire.request(
                "GET",
                "/",
                "X-First: 1",
                "Connection: keep-alive, X-Secret",
                "connection: x-other",
                "X-Secret: s",
                "X-Other: o",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authorization: Basic x",
                "TE: gzip",
                "Upgrade: h2c",
                "HTTP2-Settings: x",
                "X-Last: 2"));

    var request = stage.app().answer(App.OK);

    assertThat(request.names())
        .containsExactly(
            "Host",
            "X-First",
            "HTTP2-Settings",
            "X-Last",
            "X-Sessionkeeper-State",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host");
  }

  @Test
  @DisplayName("P6 Connection cannot take away what the application relies on")
  void connectionCannotNameEverything() {
    var named = "Connection: Host, Cookie, Content-Length, X-Sessionkeeper-State, X-Forwarded-For";

    stage
        .browser()
        .send(Wire.request("POST", "/", named, "Cookie: a=1", "Content-Length: 2"))
        .send("hi");
    var request = stage.app().answer(App.OK);

    assertThat(request.value("Host")).isEqualTo("shop.example.com");
    assertThat(request.value("Cookie")).isEqualTo("a=1");
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("anonymous");
    assertThat(request.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(request.body()).isEqualTo("hi");
  }

  @Test
  @DisplayName("P6 hop-by-hop fields and those named in Connection do not reach the browser")
  void responseFieldsEndHere() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    stage
        .app()
        .answerWith(
            "X-First: 1",
            "Connection: keep-alive, X-Secret",
            "Keep-Alive: timeout=5",
            "Proxy-Connection: x",
            "X-Secret: s",
            "Upgrade: h2c",
            "X-Last: 2");

    assertThat(browser.response().fields())
        .containsExactly("Content-Length: 2", "X-First: 1", "X-Last: 2");
  }

  @Test
  @DisplayName("P6 Connection: close ends the connection of that side alone")
  void closeIsForOneSide() {
    var browser = stage.browser().send(Wire.request("GET", "/", "Connection: close"));
    var app = stage.app().accept();
    var first = app.request();
    app.send(App.OK);

    var response = browser.response();
    stage.browser().send(Wire.request("GET", "/second"));

    assertThat(first.has("Connection")).isFalse();
    assertThat(response.body()).isEqualTo("ok");
    assertThat(browser.rest()).isEmpty();
    assertThat(app.request().startLine()).isEqualTo("GET /second HTTP/1.1");
  }

  @Test
  @DisplayName("rule 6: fields keep their order, their spelling and their bytes both ways")
  void foreignFieldsStay() {
    var browser =
        stage.browser().send(Wire.request("GET", "/", "x-B: 1", "X-a: \u00e9\u00ff", "x-B: 2"));
    var request = stage.app().answerWith("x-Z: \u00e9", "Set-Cookie: a=\u00ff", "X-y:", "x-Z: 2");

    assertThat(request.fields().subList(1, 4))
        .containsExactly("x-B: 1", "X-a: \u00e9\u00ff", "x-B: 2");
    assertThat(browser.response().fields())
        .containsExactly(
            "Content-Length: 2", "x-Z: \u00e9", "Set-Cookie: a=\u00ff", "X-y: ", "x-Z: 2");
  }
}
