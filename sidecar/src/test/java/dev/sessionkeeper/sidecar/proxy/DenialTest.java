package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Routes that require a session, asked without one.
class DenialTest {
  private static final String NAVIGATE = "Sec-Fetch-Mode: navigate";

  private final Stage stage =
      Stage.with(
          new TestConfig()
              .invalid(InvalidCookies.DELETE)
              .routes(
                  TestConfig.route("/dashboard/*", SessionRule.REQUIRE, "/login"),
                  TestConfig.route("/public/*", SessionRule.REFRESH, ""),
                  TestConfig.route("/*", SessionRule.REQUIRE, "/login")));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aNavigationIsSentToTheSignInPageAndBack() {
    var response = stage.browser().get("/dashboard/a?b=c&d=%C3%A9", NAVIGATE);

    assertThat(response.status()).isEqualTo(302);
    assertThat(response.value("Location"))
        .isEqualTo("/login?next=%2Fdashboard%2Fa%3Fb%3Dc%26d%3D%25C3%25A9");
    assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
  }

  @ParameterizedTest(name = "a request with {0} is told 401")
  @ValueSource(
      strings = {
        "Sec-Fetch-Mode: cors",
        "Accept: application/json",
        "Accept: */*",
        "Sec-Fetch-Mode: no-cors"
      })
  void whatIsNoNavigationIsTold401(String field) {
    var response = stage.browser().get("/dashboard", field);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.value("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.value("Cache-Control")).contains("no-store");
    assertThat(new JsonObject(response.body()).getInteger("status")).isEqualTo(401);
  }

  @Test
  void aBrowserWithoutFetchMetadataIsKnownByWhatItAccepts() {
    var response = stage.browser().get("/dashboard", "Accept: text/html,*/*;q=0.8");

    assertThat(response.status()).isEqualTo(302);
  }

  @Test
  void whatCannotBeAskedAgainIsNoPlaceToReturnTo() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/dashboard", NAVIGATE, "Content-Length: 0"));

    assertThat(browser.response().value("Location")).isEqualTo("/login");
  }

  @ParameterizedTest(name = "P11 {0} leads to no other site")
  @CsvSource({
    "//evil.example,/login",
    "/\\evil.example,/login",
    "/%5cevil.example,/login",
    "/%2fevil.example,/login",
    "///evil.example,/login",
    "/a?next=https:evil,/login?next=%2Fa%3Fnext%3Dhttps%3Aevil",
    "/a?next=%0d%0aSet-Cookie:x,/login?next=%2Fa%3Fnext%3D%250d%250aSet-Cookie%3Ax"
  })
  void signInLeadsBackToThisSite(String target, String location) {
    var response = stage.browser().get(target, NAVIGATE);

    if (response.status() == 302) {
      assertThat(response.value("Location")).isEqualTo(location);
    } else {
      assertThat(response.status()).isEqualTo(400);
    }
    assertThat(response.has("Set-Cookie")).isFalse();
  }

  @Test
  @DisplayName("P11 forwarding headers do not lead to another site")
  void forwardingHeadersDoNotCount() {
    var response = stage.browser().get("/dashboard", NAVIGATE, "X-Forwarded-Host: evil");

    assertThat(response.value("Location")).isEqualTo("/login?next=%2Fdashboard");
  }

  @Test
  void theSignInPageItselfIsNotSentToItself() {
    assertThat(stage.browser().get("/login", NAVIGATE).status()).isEqualTo(401);
  }

  @Test
  void aVerifiedSessionPasses() {
    var browser = stage.browser();
    browser.send(Wire.request("GET", "/dashboard", Sessions.field(stage.signUp())));

    assertThat(stage.app().answer(App.OK).value("X-Sessionkeeper-State")).isEqualTo("fresh");
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  void anExpiredSessionIsRefreshedAndPasses() {
    var browser = stage.browser();
    var expired = Sessions.expired(stage.signUp());
    browser.send(Wire.request("GET", "/dashboard", Sessions.field(expired)));

    assertThat(stage.app().answer(App.OK).value("X-Sessionkeeper-State")).isEqualTo("refreshed");
    assertThat(browser.response().setCookies()).hasSize(1);
  }

  @Test
  void aForgedSessionIsTurnedAwayAndDeletedByPolicy() {
    var honest = stage.signUp();
    var token = honest.accessToken().value();
    var end = token.endsWith("A") ? "B" : "A";
    var forged =
        Sessions.changed(
            honest, "access_token", token.substring(0, token.length() - 8) + "AAAAAAA" + end);

    var response = stage.browser().get("/dashboard", NAVIGATE, Sessions.field(forged));

    assertThat(response.status()).isEqualTo(302);
    assertThat(response.setCookies())
        .singleElement()
        .asString()
        .startsWith(TestConfig.COOKIE + "=; Max-Age=0; Path=/");
    assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
  }

  @Test
  void nobodyIsSentToSignInByAnOutage() {
    var expired = Sessions.expired(stage.signUp());
    stage.auth().stop().await();

    var response = stage.browser().get("/dashboard", NAVIGATE, Sessions.field(expired));

    assertThat(response.status()).isEqualTo(503);
    assertThat(Integer.parseInt(response.value("Retry-After"))).isPositive();
    assertThat(response.value("Cache-Control")).contains("no-store");
    assertThat(response.setCookies()).isEmpty();
  }

  @Test
  void aSessionThatCannotBeVerifiedIsToldToTryLater() {
    try (var other = Stage.with(new TestConfig().mode(VerifyMode.KEYS))) {
      var session = Sessions.expiringIn(other.signUp(), Duration.ofMinutes(30));
      other.auth().stop().await();

      var response = other.browser().get("/api/x", Sessions.field(session));

      assertThat(response.status()).isIn(401, 503);
    }
  }
}
