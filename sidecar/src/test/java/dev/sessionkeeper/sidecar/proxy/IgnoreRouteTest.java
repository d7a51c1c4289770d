package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Routes on which the session is neither read nor written.
class IgnoreRouteTest {
  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("rule 6: on an ignored route our headers are stripped, none is added, nobody asked")
  void nothingIsReadAndNothingAdded() {
    var field = "a=1; " + Sessions.pairs(Sessions.expired(stage.signUp()));
    var browser =
        stage
            .browser()
            .send(
                Wire.request(
                    "GET",
                    "/static/x.js",
                    "Cookie: " + field,
                    "X-Sessionkeeper-State: fresh",
                    "x_sessionkeeper_State: fresh"));

    var request = stage.app().answerWith("Cache-Control: public, max-age=600");
    var response = browser.response();

    assertThat(request.value("Cookie")).isEqualTo(field);
    assertThat(request.names())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("sessionkeeper"));
    assertThat(response.fields())
        .containsExactly("Content-Length: 2", "Cache-Control: public, max-age=600");
    assertThat(stage.refreshes()).isZero();
    assertThat(stage.metric("sessionkeeper_requests_total{rule=\"ignore\",state=\"ignored\"}"))
        .isOne();
  }

  @Test
  @DisplayName("rule 9: an ignored path that may be read as another one is refused")
  void anIgnoredPathCannotReachAnotherRoute() {
    assertThat(stage.browser().get("/static/%2e%2e/api/x").status()).isEqualTo(400);
  }
}
