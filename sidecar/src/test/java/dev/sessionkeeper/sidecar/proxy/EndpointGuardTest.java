package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Session;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is answered by the endpoints: scripts of the application's own origin, and nobody else.
class EndpointGuardTest {
  private static final String OURS = EndpointStage.OURS;

  private final EndpointStage endpoints =
      EndpointStage.with(new TestConfig().trustedProxies("127.0.0.2/32"));
  private final Session session = endpoints.signUp();

  @AfterEach
  void close() {
    endpoints.close();
  }

  static List<String> all() {
    return List.of("GET session", "GET token", "POST refresh", "POST sign-out");
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRequestWithoutOurHeaderIsRefused(String endpoint) {
    var answer = asks(endpoint, Sessions.field(session));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(EndpointStage.problem(answer)).isEqualTo("not-same-origin");
    assertThat(answer.setCookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-Site: same-origin, cross-site",
        "Origin: https://evil.example",
        "Origin: https://shop.example.com.evil.example",
        "Origin: https://other.example.com",
        "Origin: https://example.com",
        "Origin: https://shop.example.com:8443",
        "Origin: https://shop.example.com/",
        "Origin: https://x@shop.example.com",
        "Origin: ftp://shop.example.com",
        "Origin: https://",
        "Origin: null",
        "Origin: ",
        "X-Sessionkeeper-Request: 1",
        "X_Sessionkeeper_Request: 2",
      })
  void whatABrowserTellsOfAnotherOriginIsBelieved(String field) {
    for (var endpoint : all()) {
      var answer = asks(endpoint, Sessions.field(session), OURS, field);

      assertThat(answer.status()).isEqualTo(field.startsWith("X_") ? statusOf(endpoint) : 403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "true", "1, 1", "11"})
  void ourHeaderHasOneValueOnly(String value) {
    var answer = asks("GET token", Sessions.field(session), "X-Sessionkeeper-Request: " + value);

    assertThat(answer.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example.com, https://shop.example.com",
    "Shop.Example.COM, https://shop.example.com",
    "shop.example.com:443, https://shop.example.com",
    "shop.example.com:80, http://shop.example.com",
    "127.0.0.1:4400, http://127.0.0.1:4400",
    "[::1]:4400, http://[::1]:4400",
  })
  void theSameOriginIsRecognisedInEverySpelling(String host, String origin) {
    var request =
        "GET /.sessionkeeper/token HTTP/1.1\r\nHost: %s\r\n%s\r\n%s\r\nOrigin: %s\r\n%s\r\n\r\n"
            .formatted(host, OURS, "Sec-Fetch-Site: same-origin", origin, Sessions.field(session));

    var answer = endpoints.stage().browser().send(request).response();

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void forwardingHeadersOfStrangersDecideNothing() {
    var answer =
        asks(
            "GET token",
            OURS,
            Sessions.field(session),
            "Origin: https://evil.example",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: https");

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void behindATrustedProxyTheOriginIsTheOneThatTheBrowserSees() {
    try (var trusting =
        EndpointStage.with(new TestConfig().trustedProxies("127.0.0.0/8", "::1/128"))) {
      var field = Sessions.field(trusting.signUp());
      var host = "X-Forwarded-Host: www.example.com";
      var tls = "X-Forwarded-Proto: https";

      assertThat(trusting.sends("GET", "token", OURS, field, host, tls, origin("https")).status())
          .isEqualTo(200);
      assertThat(trusting.sends("GET", "token", OURS, field, host, tls, origin("http")).status())
          .isEqualTo(403);
      assertThat(trusting.sends("GET", "token", OURS, field, tls, origin("https")).status())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, session, GET",
    "POST, session, GET",
    "OPTIONS, token, GET",
    "POST, token, GET",
    "HEAD, token, GET",
    "GET, refresh, POST",
    "PUT, refresh, POST",
    "OPTIONS, refresh, POST",
    "GET, sign-out, POST",
    "DELETE, sign-out, POST",
  })
  void anotherMethodIsRefused(String method, String endpoint, String allowed) {
    var browser =
        endpoints.starts(method, endpoint, OURS, Sessions.field(session), "Connection: close");

    var answer = browser.headOnly();

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.value("Allow")).isEqualTo(allowed);
  }

  @Test
  void aPreflightIsNeverGranted() {
    var answer =
        endpoints.sends(
            "OPTIONS",
            "token",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: x-sessionkeeper-request");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.names())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "Token", "token/", "sign_out", "session.json"})
  void anUnknownEndpointIsNotTheApplications(String name) {
    var answer = endpoints.sends("GET", name, OURS);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(EndpointStage.problem(answer)).isEqualTo("no-such-endpoint");
    assertThat(endpoints.counted("unknown", "refused")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/.sessionkeeper/%74oken", "//.sessionkeeper/token", "/x/../.sessionkeeper/"})
  void rule9APathOfSeveralReadingsIsRefused(String path) {
    var answer = endpoints.stage().browser().get(path, OURS, Sessions.field(session));

    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("all")
  void noAnswerIsCacheableOrForAnotherOrigin(String endpoint) {
    var fields = new String[] {OURS, "Origin: https://shop.example.com"};
    for (var answer :
        List.of(
            asks(endpoint, EndpointStage.with(fields, Sessions.field(session))),
            asks(endpoint, fields),
            asks(endpoint, "Origin: https://evil.example"))) {
      assertThat(answer.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
      assertThat(answer.value("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.value("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(answer.value("Vary")).contains("Cookie", "Origin", "Sec-Fetch-Site");
      assertThat(answer.names())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }
  }

  @Test
  void whileTheyAreOffTheirPathsAreTheApplications() {
    try (var stage = Stage.open()) {
      var browser = stage.browser().send(Wire.request("GET", "/.sessionkeeper/token", OURS));

      var request = stage.app().answer(App.OK);

      assertThat(request.startLine()).isEqualTo("GET /.sessionkeeper/token HTTP/1.1");
      assertThat(request.has("X-Sessionkeeper-Request")).isFalse();
      assertThat(browser.response().status()).isEqualTo(200);
    }
  }

  @Test
  void nothingOfThemReachesTheApplication() {
    all().forEach(endpoint -> asks(endpoint, OURS, Sessions.field(session)));

    assertThat(endpoints.stage().nothingReachedTheApp()).isTrue();
  }

  private static String origin(String scheme) {
    return "Origin: " + scheme + "://www.example.com";
  }

  private static int statusOf(String endpoint) {
    return endpoint.endsWith("sign-out") ? 204 : 200;
  }

  private Message asks(String endpoint, String... fields) {
    var words = endpoint.split(" ", -1);
    return endpoints.sends(words[0], words[1], fields);
  }
}
