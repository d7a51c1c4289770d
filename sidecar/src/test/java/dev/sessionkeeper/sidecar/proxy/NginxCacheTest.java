package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// C9 with a real cache in front that was told to keep responses in spite of their cookies: what it
/// keeps of one visitor is never handed to the next.
class NginxCacheTest {
  private static final String IN_SPITE_OF_COOKIES = "proxy_ignore_headers Set-Cookie;";
  private static final String IN_SPITE_OF_EVERYTHING =
      "proxy_ignore_headers Set-Cookie Cache-Control Expires Vary; proxy_cache_valid 200 304 10m;";
  // The next request of the sidecar comes by a connection that the test accepts.
  private static final String CLOSE = "Connection: close";
  private static final String CACHEABLE = "Cache-Control: public, s-maxage=600";

  private final Stage stage = Stage.open();
  private final Session ada = stage.signUp();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("control: without us a careless cache hands the session of one visitor to the next")
  void withoutTheSidecarBobIsGivenTheSessionOfAda() {
    try (var cache = Nginx.before(stage.app().port(), IN_SPITE_OF_COOKIES)) {
      var first = asks(cache, Sessions.field(Sessions.expired(ada)));
      stage.app().answerWith(CACHEABLE, "Set-Cookie: " + Sessions.pairs(ada) + "; Path=/");
      first.response();

      var bob = asks(cache, "X-No: cookie").response();

      assertThat(bob.value("X-Cache")).isEqualTo("HIT");
      assertThat(bob.setCookies()).hasSize(1).allMatch(line -> line.contains(Sessions.pairs(ada)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IN_SPITE_OF_COOKIES, IN_SPITE_OF_EVERYTHING})
  @DisplayName("C9 a session that the sidecar refreshed stays with its visitor")
  void aRefreshedSessionIsNotKept(String careless) {
    try (var cache = Nginx.before(stage.port(), careless)) {
      var first = asks(cache, Sessions.field(Sessions.expired(ada)));
      stage.app().answerWith(CLOSE, CACHEABLE);
      assertThat(first.response().setCookies()).hasSize(1);

      assertNothingWasKept(cache);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IN_SPITE_OF_COOKIES, IN_SPITE_OF_EVERYTHING})
  @DisplayName("C9 a session that the application's middleware refreshed stays with its visitor")
  void aSessionOfTheApplicationIsNotKept(String careless) {
    try (var cache = Nginx.before(stage.port(), careless)) {
      var first = asks(cache, "X-No: cookie");
      stage
          .app()
          .answerWith(
              CLOSE,
              CACHEABLE,
              "X-Accel-Expires: 600",
              "Set-Cookie: " + Sessions.pairs(ada) + "; Path=/");
      assertThat(first.response().setCookies()).hasSize(1);

      assertNothingWasKept(cache);
    }
  }

  @Test
  @DisplayName("C9 a page without a session's line is kept as before")
  void whatHasNoSessionIsKept() {
    try (var cache = Nginx.before(stage.port(), IN_SPITE_OF_COOKIES)) {
      var first = asks(cache, Sessions.field(ada));
      stage.app().answerWith(CACHEABLE);
      first.response();

      assertThat(asks(cache, "X-No: cookie").response().value("X-Cache")).isEqualTo("HIT");
    }
  }

  /// The next visitor is answered by the application, and is given no cookie.
  private void assertNothingWasKept(Nginx cache) {
    var bob = asks(cache, "X-No: cookie");
    stage.app().answerWith("Cache-Control: no-store");
    var answer = bob.response();

    assertThat(answer.value("X-Cache")).isNotEqualTo("HIT");
    assertThat(answer.setCookies()).isEmpty();
  }

  private static Wire asks(Nginx cache, String field) {
    return cache.browser().send(Wire.request("GET", "/news", field, "Connection: close"));
  }
}
