package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rule 5: a response that carries a session is never cacheable, whatever the application said.
class CacheSafetyTest {
  private static final String[] CACHEABLE = {
    "Cache-Control: public, s-maxage=31536000",
    "CDN-Cache-Control: max-age=600",
    "Surrogate-Control: max-age=600",
    "Vercel-CDN-Cache-Control: max-age=600",
    "Cloudflare-CDN-Cache-Control: max-age=600",
    "Netlify-CDN-Cache-Control: max-age=600",
    "Akamai-Cache-Control: max-age=600",
    "X-LiteSpeed-Cache-Control: public, max-age=600",
    "Some-New-CDN-Cache-Control: max-age=600",
    "Edge-Control: max-age=600",
    "X-Accel-Expires: 600",
    "Expires: Wed, 21 Oct 2065 07:28:00 GMT",
    "ETag: \"x\"",
    "Vary: Accept"
  };

  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("C9, rule 5: with our Set-Cookie no cache may keep the response")
  void withOurLinesNothingIsCacheable() {
    var response = send("/", Sessions.field(Sessions.expired(stage.signUp())), CACHEABLE);

    assertThat(response.setCookies()).hasSize(1);
    assertNotCacheable(response);
    assertThat(response.value("ETag")).isEqualTo("\"x\"");
    assertThat(response.value("Vary")).isEqualTo("Accept");
  }

  @Test
  @DisplayName("C9 without a session line nothing changes")
  void withoutLinesNothingChanges() {
    var response = send("/", Sessions.field(stage.signUp()), CACHEABLE);

    assertThat(response.fields().subList(1, response.fields().size())).containsExactly(CACHEABLE);
  }

  @Test
  @DisplayName("C9, rule 5: the application's own session cookie is not cacheable either")
  void withTheApplicationsLineNothingIsCacheable() {
    var response =
        send("/", "X-No: cookie", with("Set-Cookie: " + TestConfig.COOKIE + "=base64-x"));

    assertNotCacheable(response);
    assertThat(response.setCookies())
        .containsExactly(TestConfig.COOKIE + "=base64-x; HttpOnly; Secure; SameSite=Lax");
  }

  @Test
  @DisplayName("C9, rule 5: on a route that is ignored the application's session is not cacheable")
  void onIgnoredRoutesNothingIsCacheable() {
    var response =
        send("/static/x", "X-No: cookie", with("Set-Cookie: " + TestConfig.COOKIE + "=base64-x"));

    assertNotCacheable(response);
  }

  @Test
  @DisplayName("C9 a foreign cookie, or a code verifier, changes nothing")
  void foreignCookiesChangeNothing() {
    var response =
        send("/", "X-No: cookie", with("Set-Cookie: " + TestConfig.COOKIE + "-code-verifier=x"));

    assertThat(response.value("Cache-Control")).isEqualTo("public, s-maxage=31536000");
  }

  @Test
  @DisplayName("C9 a 304 that brings a session carries no-store")
  void notModifiedIsNotStored() {
    var expired = Sessions.expired(stage.signUp());
    var browser = stage.browser();
    browser.send(Wire.request("GET", "/", Sessions.field(expired), "If-None-Match: \"x\""));
    stage
        .app()
        .answer("HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=600\r\nETag: \"x\"\r\n\r\n");

    var response = browser.response();

    assertThat(response.status()).isEqualTo(304);
    assertThat(response.setCookies()).hasSize(1);
    assertNotCacheable(response);
  }

  private static String[] with(String field) {
    return Stream.concat(Stream.of(CACHEABLE), Stream.of(field)).toArray(String[]::new);
  }

  private Message send(String target, String field, String... fields) {
    var browser = stage.browser().send(Wire.request("GET", target, field));
    stage.app().answerWith(fields);
    return browser.response();
  }

  private static void assertNotCacheable(Message response) {
    assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
    assertThat(response.value("Expires")).isEqualTo("0");
    assertThat(response.value("Pragma")).isEqualTo("no-cache");
    assertThat(response.value("X-Accel-Expires")).isEqualTo("0");
    assertThat(response.names())
        .filteredOn(name -> name.endsWith("Control"))
        .containsExactly("Cache-Control");
  }
}
