package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.policy.translation.Placement;
import dev.sessionkeeper.policy.translation.Translation;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules with patterns and header fields, pre-flights, and the default rules for static files.
class RouteRulesTest {
  private static final String SMALLEST =
      """
      apiVersion: sessionkeeper.dev/v1alpha1
      kind: SessionPolicy
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        supabase:
          url: https://abcdefghijklmnopqrst.supabase.co
          publishableKey: {name: supabase, key: publishable-key}
        traffic: {port: 3000}
      """;
  private static final RouteConfig PATTERN =
      TestConfig.matching("", "/(en|de)/account(/.*)?", SessionRule.REQUIRE);
  private static final RouteConfig PREFETCH =
      TestConfig.matching("/*", "", SessionRule.IGNORE, "Next-Router-Prefetch");
  private static final RouteConfig REST = TestConfig.route("/*", SessionRule.REFRESH, "");

  private final Stage stage = Stage.with(new TestConfig().h2c().routes(PATTERN, PREFETCH, REST));

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/en/account", "/de/account/orders/7", "/DE/Account"})
  void aPatternProtectsWhatItCovers(String path) {
    assertThat(stage.browser().get(path).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fr/account", "/en/accounts", "/x/en/account"})
  void aPatternLeavesTheRestAlone(String path) {
    stage.browser().send(Wire.request("GET", path));

    assertThat(stage.app().answer(App.OK).value("X-Sessionkeeper-State")).isEqualTo("anonymous");
  }

  @ParameterizedTest
  @DisplayName("P9, rule 9: a path of which one reading falls under a pattern is refused")
  @ValueSource(
      strings = {
        "/en%2faccount",
        "/x/../en/account",
        "/en//account",
        "/en/account;x",
        "/%65n/account",
        "/en/%61ccount/x",
        "/fr/..%2fen/account",
        "/en/account%253fx"
      })
  void everyReadingMustFallUnderThePattern(String path) {
    assertThat(stage.browser().get(path).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("C5: a path longer than patterns are matched with is refused")
  void aPathThatNoPatternIsMatchedWithIsRefused() {
    var response = stage.browser().get("/" + "a".repeat(4_096));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("the path is longer than");
  }

  @Test
  void aHeaderFieldDecidesByItsPresence() {
    var field = Sessions.pairs(Sessions.expired(stage.signUp()));
    var browser =
        stage
            .browser()
            .send(Wire.request("GET", "/shop", "Cookie: " + field, "next-router-PREFETCH: 1"));

    assertThat(stage.app().answer(App.OK).value("Cookie")).isEqualTo(field);
    assertThat(browser.response().has("Set-Cookie")).isFalse();
    assertThat(stage.refreshes()).isZero();
  }

  @Test
  void withoutTheFieldTheNextRuleDecides() {
    var expired = Sessions.expired(stage.signUp());
    var browser = stage.browser().send(Wire.request("GET", "/shop", Sessions.field(expired)));

    stage.app().answer(App.OK);

    assertThat(browser.response().setCookies()).hasSize(1);
  }

  @Test
  void aFieldNeverOpensWhatARuleBeforeItProtects() {
    assertThat(stage.browser().get("/en/account", "Next-Router-Prefetch: 1").status())
        .isEqualTo(401);
  }

  @Test
  @DisplayName("P12 header fields count in HTTP/2 as well")
  void aFieldOfHttp2Counts() {
    try (var client = new Http2Client(stage.port())) {
      var request = client.request("GET", "/shop");
      request.putHeader("Next-Router-Prefetch", "1");
      var answer = Http2Client.answer(request.send());

      var arrived = stage.app().answer(App.OK);

      assertThat(arrived.has("X-Sessionkeeper-State")).isFalse();
      assertThat(AuthStage.answer(answer).response().statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("P4 a pre-flight passes a route that requires a session")
  void aPreflightPasses() {
    var browser =
        stage
            .browser()
            .send(
                Wire.request(
                    "OPTIONS",
                    "/en/account",
                    "Origin: https://other.example",
                    "Access-Control-Request-Method: PUT"));

    assertThat(stage.app().answer(App.OK).startLine()).isEqualTo("OPTIONS /en/account HTTP/1.1");
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @DisplayName("P4 what is no pre-flight needs a session")
  @CsvSource(
      delimiter = '|',
      value = {
        "OPTIONS | Origin: https://other.example | X-A: b",
        "OPTIONS | Access-Control-Request-Method: PUT | X-A: b",
        "GET | Origin: https://other.example | Access-Control-Request-Method: PUT",
      })
  void whatIsNoPreflightNeedsASession(String method, String one, String other) {
    var browser = stage.browser().send(Wire.request(method, "/en/account", one, other));

    assertThat(browser.response().status()).isEqualTo(401);
  }

  @ParameterizedTest
  @DisplayName("P4 a pre-flight never carries credentials, so what does is none")
  @ValueSource(strings = {"Cookie: a=b", "Authorization: Bearer x"})
  void aPreflightWithCredentialsIsNone(String credentials) {
    var browser =
        stage
            .browser()
            .send(
                Wire.request(
                    "OPTIONS",
                    "/en/account",
                    "Origin: https://other.example",
                    "Access-Control-Request-Method: PUT",
                    credentials));

    assertThat(browser.response().status()).isEqualTo(401);
  }

  /// The trap: twenty images and prefetches of a page, each with a session that is due. By the
  /// default rules none of them refreshes it, or is made uncacheable by a `Set-Cookie`.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/_next/static/chunks/main.js",
        "/_next/image?url=%2Fa.png&w=64",
        "/favicon.ico",
        "/logo.svg",
        "/photos/a.png",
        "/photos/a.jpeg"
      })
  void byTheDefaultRulesStaticFilesAreLeftAlone(String target) {
    var field = Sessions.pairs(Sessions.expired(stage.signUp()));
    try (var shop = Stage.with(new TestConfig().routes(defaults()))) {
      var browser = shop.browser().send(Wire.request("GET", target, "Cookie: " + field));

      var request = shop.app().answerWith("Cache-Control: public, max-age=600");
      var response = browser.response();

      assertThat(request.value("Cookie")).isEqualTo(field);
      assertThat(request.names())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("sessionkeeper"));
      assertThat(response.value("Cache-Control")).isEqualTo("public, max-age=600");
      assertThat(response.has("Set-Cookie")).isFalse();
      assertThat(shop.refreshes()).isZero();
    }
  }

  /// The other side of the trap: what looks like an image is open unless its rule comes first.
  @Test
  void anImageIsProtectedOnlyByARuleBeforeThatForImages() {
    var images = TestConfig.route("/*.png", SessionRule.IGNORE, "");
    var invoices = TestConfig.route("/invoices/*", SessionRule.REQUIRE, "");

    try (var open = Stage.with(new TestConfig().routes(images, invoices));
        var closed = Stage.with(new TestConfig().routes(invoices, images))) {
      open.browser().send(Wire.request("GET", "/invoices/7.png"));
      assertThat(open.app().answer(App.OK).startLine()).contains("/invoices/7.png");
      assertThat(closed.browser().get("/invoices/7.png").status()).isEqualTo(401);
    }
  }

  private static RouteConfig[] defaults() {
    return Translation.ofManifest(SMALLEST, Placement.POD)
            instanceof Translation.Usable(var config, _)
        ? config.routes().toArray(RouteConfig[]::new)
        : new RouteConfig[0];
  }
}
