package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.AppCookieRule;
import dev.sessionkeeper.contract.AppCookieRule.LeastSameSite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Cookies that the application sets for itself, and what the policy demands of them.
class HardeningTest {
  private static final String K = TestConfig.COOKIE;

  private final Stage stage =
      Stage.with(
          new TestConfig()
              .harden(
                  new AppCookieRule("XSRF-TOKEN", false, false, LeastSameSite.KEEP),
                  new AppCookieRule("tracking", false, true, LeastSameSite.KEEP),
                  new AppCookieRule("*", true, true, LeastSameSite.LAX)));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("C11 what is demanded is added; dates, unknown attributes and order stay")
  void whatIsDemandedIsAdded() {
    var odd =
        "shop=a=\"b,c\"; expires=Wed, 21 Oct 2065 07:28:00 GMT ;Path=/x; X-Odd=\"1\"; Priority=High";

    var lines = responseTo("/", odd, "tracking=1; SameSite=None; Path=/", "flag", "b=2; Path=/");

    assertThat(lines)
        .containsExactly(
            odd + "; HttpOnly; Secure; SameSite=Lax",
            "tracking=1; SameSite=None; Path=/; Secure",
            "flag; HttpOnly; Secure; SameSite=Lax",
            "b=2; Path=/; HttpOnly; Secure; SameSite=Lax");
  }

  @Test
  @DisplayName("C11 a stricter choice of the application stays, a weaker one does not")
  void theStricterChoiceStays() {
    var lines = responseTo("/", "a=1; SameSite=Strict; httponly; SECURE", "b=1; samesite=NONE");

    assertThat(lines)
        .containsExactly(
            "a=1; SameSite=Strict; httponly; SECURE", "b=1; HttpOnly; Secure; SameSite=Lax");
  }

  @Test
  @DisplayName("C11 the first rule decides: one that demands nothing spares its cookies")
  void theFirstRuleDecides() {
    assertThat(responseTo("/", "XSRF-TOKEN=x; Path=/")).containsExactly("XSRF-TOKEN=x; Path=/");
  }

  @Test
  @DisplayName("C11 verifiers of a sign-in stay byte for byte, whatever the rules")
  void verifiersStay() {
    var verifiers =
        new String[] {
          K + "-code-verifier=x; Path=/; SameSite=lax",
          K + "-flow-0123456789abcdef0123456789abcdef-code-verifier=y; path=/",
          K + "-flows-code-verifier=z"
        };

    assertThat(responseTo("/", verifiers)).containsExactly(verifiers);
  }

  @Test
  @DisplayName("C11 the session's own cookies are left to the session's own attributes")
  void theSessionIsNotTouched() {
    var session = Sessions.field(Sessions.expired(stage.signUp()));
    var browser = stage.browser().send(Wire.request("GET", "/", session));
    stage.app().answerWith("Set-Cookie: a=1");

    var lines = browser.response().setCookies();

    assertThat(lines)
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).startsWith(K + "=").endsWith("; SameSite=Lax"))
        .contains("a=1; HttpOnly; Secure; SameSite=Lax");
    assertThat(lines.getFirst()).containsOnlyOnce("HttpOnly").containsOnlyOnce("Secure");
  }

  @Test
  @DisplayName("C11 on ignored routes too, and such a response stays cacheable")
  void ignoredRoutesToo() {
    var browser = stage.browser().send(Wire.request("GET", "/static/x"));
    stage.app().answerWith("Cache-Control: public", "Set-Cookie: a=1");

    var response = browser.response();

    assertThat(response.setCookies()).containsExactly("a=1; HttpOnly; Secure; SameSite=Lax");
    assertThat(response.value("Cache-Control")).isEqualTo("public");
  }

  @Test
  @DisplayName("C11 without rules every line stays byte for byte")
  void withoutRulesEverythingStays() {
    try (var plain = Stage.open()) {
      var browser = plain.browser().send(Wire.request("GET", "/"));
      plain.app().answerWith("Set-Cookie: a=1;; samesite=NONE");

      assertThat(browser.response().setCookies()).containsExactly("a=1;; samesite=NONE");
    }
  }

  private List<String> responseTo(String path, String... lines) {
    var browser = stage.browser().send(Wire.request("GET", path));
    stage
        .app()
        .answerWith(Stream.of(lines).map(line -> "Set-Cookie: " + line).toArray(String[]::new));
    return browser.response().setCookies();
  }
}
