package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The path: what the route matched is exactly what is forwarded.
class TargetTest {
  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest(name = "P9, rule 9: {0} reaches the application as it was sent")
  @ValueSource(
      strings = {
        "/",
        "/a/b?x=/public&y=../dashboard",
        "/a%20b?q=%2f%2F",
        "/caf%C3%A9/%e2%82%ac",
        "/a;v=1/b",
        "/a//b",
        "/?",
        "/a?b?c",
        "/!$&'()*+,=:@-._~[]|{}\"<>^`",
        "/static/../static/x.js"
      })
  void whatIsClearIsForwardedAsItIs(String target) {
    stage.browser().send(Wire.request("GET", target));

    assertThat(stage.app().answer(App.OK).startLine()).isEqualTo("GET " + target + " HTTP/1.1");
  }

  @ParameterizedTest(name = "P9, rule 9: {0} is refused")
  @ValueSource(
      strings = {
        "/public/../dashboard",
        "/public/%2e%2e/dashboard",
        "/public/%2E./dashboard",
        "/%64ashboard/x",
        "/public%2f..%2fdashboard",
        "/public/..%5cdashboard",
        "//dashboard/x",
        "/;x/dashboard",
        "/static/..;/dashboard",
        "/dashboard/../static/x",
        "/dashboard#/static",
        "/static/%00",
        "/static/%0d%0a",
        "/static/\u00e9",
        "/static/%252e%252e/dashboard"
      })
  void whatCanBeReadInTwoWaysIsRefused(String target) {
    var answer = stage.browser().send(Wire.request("GET", target)).rest();

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  @DisplayName("P9, rule 9: a query never decides")
  void theQueryDoesNotCount() {
    assertThat(stage.browser().get("/dashboard?x=/static/y").status()).isEqualTo(401);
  }

  @Test
  void aRefusalIsAProblemThatNobodyCaches() {
    var response = stage.browser().get("/static/../dashboard");

    assertThat(response.value("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.value("Cache-Control")).contains("no-store");
    assertThat(response.value("Connection")).isEqualTo("close");
    assertThat(stage.metric("sessionkeeper_requests_total{rule=\"none\",state=\"refused\"}"))
        .isOne();
  }
}
