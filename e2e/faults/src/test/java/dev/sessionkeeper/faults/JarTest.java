package dev.sessionkeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JarTest {
  private final Jar jar = new Jar();

  @Test
  void aSessionInOneCookieIsReadBack() {
    var change = jar.take(session("ada", 100, "").lines());

    assertThat(change.before()).isEmpty();
    assertThat(jar.session().orElseThrow().user()).isEqualTo("ada");
  }

  @Test
  void aSessionInChunksIsReadBack() {
    jar.take(session("ada", 100, "x".repeat(5_000)).lines());

    assertThat(jar.header()).contains(".0=base64-", "; sb-127-auth-token.1=");
    assertThat(jar.session().orElseThrow().user()).isEqualTo("ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sb-127-auth-token=; Path=/; Max-Age=0",
        "sb-127-auth-token=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "sb-127-auth-token=x; Max-Age=-1; Expires=Fri, 31 Dec 2100 00:00:00 GMT"
      })
  void aDeletionIsALoss(String line) {
    jar.take(session("ada", 100, "").lines());

    assertThat(jar.take(List.of(line)).isLoss()).isTrue();
    assertThat(jar.header()).isEmpty();
  }

  @Test
  void maxAgeHasPrecedenceOverExpires() {
    var line = session("ada", 100, "").lines().getFirst();

    jar.take(List.of(line + "; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));

    assertThat(jar.session()).isPresent();
  }

  @Test
  void anEarlierGenerationIsAStepBack() {
    jar.take(session("ada", 100, "").lines());

    assertThat(jar.take(session("ada", 101, "").lines()).isStepBack()).isFalse();
    assertThat(jar.take(session("ada", 100, "").lines()).isStepBack()).isTrue();
  }

  @Test
  void anotherAccessTokenOfTheSameGenerationIsNoStepBack() {
    jar.take(session("ada", 101, "same").lines());

    assertThat(jar.take(session("ada", 100, "same").lines()).isStepBack()).isFalse();
  }

  private static SessionCookie session(String user, long issuedAt, String token) {
    var claims = "{\"sub\":\"%s\",\"iat\":%d}".formatted(user, issuedAt);
    var payload = Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    var refreshToken = token.isEmpty() ? "token-" + issuedAt : token;
    return SessionCookie.of(
        Json.newObject()
            .put("access_token", "e30." + payload + ".s")
            .put("refresh_token", refreshToken));
  }
}
