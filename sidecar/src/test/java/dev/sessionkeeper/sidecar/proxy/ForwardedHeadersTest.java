package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only the sidecar, or a trusted proxy before it, may say to the application.
class ForwardedHeadersTest {

  @ParameterizedTest(name = "P10 {0} of a stranger is stripped")
  @ValueSource(
      strings = {
        "X-Forwarded-Uri",
        "X-Forwarded-User",
        "X_Forwarded_User",
        "x-forwarded_user",
        "X-Forwarded-Prefix",
        "X-Original-URL",
        "X_Original_URL",
        "X-Original-URI",
        "X-Rewrite-Url",
        "X-Real-IP",
        "X_REAL_IP",
        "Forwarded",
        "X-Sessionkeeper-User",
        "X_Sessionkeeper_User",
        "x-SESSIONKEEPER_user"
      })
  void aStrangerIsNotBelieved(String name) {
    try (var stage = Stage.open()) {
      stage.browser().send(Wire.request("GET", "/", name + ": forged"));

      assertThat(stage.app().answer(App.OK).toString()).doesNotContain("forged");
    }
  }

  @Test
  @DisplayName("P10 the application is told the peer, the host and the protocol once each")
  void aStrangersOwnFieldsAreReplaced() {
    try (var stage = Stage.open()) {
      stage
          .browser()
          .send(
              Wire.request(
                  "GET",
                  "/",
                  "X-Forwarded-For: 1.2.3.4",
                  "x_forwarded_for: 1.2.3.4",
                  "X-Forwarded-Proto: https",
                  "X-Forwarded-Host: evil",
                  "X-Sessionkeeper-State: fresh",
                  "X_Sessionkeeper_State: fresh"));

      var request = stage.app().answer(App.OK);

      assertThat(request.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
      assertThat(request.value("X-Forwarded-Proto")).isEqualTo("http");
      assertThat(request.value("X-Forwarded-Host")).isEqualTo("shop.example.com");
      assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("anonymous");
      assertThat(request.toString()).doesNotContain("x_").doesNotContain("X_");
    }
  }

  @Test
  @DisplayName("P10 a trusted proxy is believed, and the peer is added to its list")
  void aTrustedProxyIsBelieved() {
    try (var stage = Stage.with(new TestConfig().trustedProxies("10.0.0.0/8", "127.0.0.0/8"))) {
      stage
          .browser()
          .send(
              Wire.request(
                  "GET",
                  "/",
                  "X-Forwarded-For: 1.2.3.4",
                  "X-Forwarded-For: 5.6.7.8",
                  "X-Forwarded-Proto: https",
                  "X-Real-IP: 1.2.3.4"));

      var request = stage.app().answer(App.OK);

      assertThat(request.value("X-Forwarded-For")).isEqualTo("1.2.3.4, 5.6.7.8, 127.0.0.1");
      assertThat(request.value("X-Forwarded-Proto")).isEqualTo("https");
      assertThat(request.value("X-Forwarded-Host")).isEqualTo("shop.example.com");
      assertThat(request.value("X-Real-IP")).isEqualTo("1.2.3.4");
    }
  }

  @Test
  @DisplayName("P10 a trusted proxy says nothing in our name, and nothing with _ for -")
  void aTrustedProxyIsNotUs() {
    try (var stage = Stage.with(new TestConfig().trustedProxies("127.0.0.1/32"))) {
      stage
          .browser()
          .send(
              Wire.request(
                  "GET",
                  "/",
                  "X-Sessionkeeper-State: fresh",
                  "X_Forwarded_For: forged",
                  "X_Forwarded-Proto: forged"));

      var request = stage.app().answer(App.OK);

      assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("anonymous");
      assertThat(request.toString()).doesNotContain("forged");
    }
  }

  @Test
  @DisplayName("P10, rule 9: X-Original-URL and X-Forwarded-Host decide about no route")
  void forwardedFieldsDecideNothing() {
    try (var stage = Stage.with(new TestConfig().trustedProxies("127.0.0.1/32"))) {
      var response =
          stage
              .browser()
              .get(
                  "/api/x",
                  "X-Original-URL: /static/x",
                  "X-Forwarded-Uri: /static/x",
                  "X-Forwarded-Host: other",
                  "X-HTTP-Method-Override: OPTIONS");

      assertThat(response.status()).isEqualTo(401);
    }
  }
}
