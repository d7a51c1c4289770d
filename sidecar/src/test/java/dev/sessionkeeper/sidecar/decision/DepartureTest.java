package dev.sessionkeeper.sidecar.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.sidecar.session.CookieName;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCodec;
import dev.sessionkeeper.sidecar.session.SessionText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// C7: which lines of the application end the session of a request.
class DepartureTest {
  private static final CookieName K = new CookieName("K");
  private static final Session PRESENTED = session("one");

  @Test
  void deletingTheFirstCookieEndsIt() {
    assertThat(ends("K=; Max-Age=0")).isTrue();
    assertThat(ends("K.0=; Max-Age=0", "K.1=; Max-Age=0")).isTrue();
  }

  @Test
  void deletingOnlyLaterChunksDoesNot() {
    assertThat(ends("K.1=; Max-Age=0")).isFalse();
  }

  @Test
  void foreignCookiesDoNot() {
    assertThat(ends("K-code-verifier=; Max-Age=0", "other=1")).isFalse();
    assertThat(ends()).isFalse();
  }

  @Test
  void anotherSignInEndsIt() {
    assertThat(ends("K.0=; Max-Age=0", written(session("two")))).isTrue();
  }

  @Test
  void aRefreshOfTheApplicationDoesNot() {
    assertThat(ends("K.0=; Max-Age=0", written(PRESENTED))).isFalse();
  }

  @Test
  void whatCannotBeReadDoesNot() {
    assertThat(ends("K.1=half")).isFalse();
  }

  private static boolean ends(String... theirs) {
    return Departure.ends(PRESENTED, List.of(theirs), K);
  }

  private static String written(Session session) {
    var cookies = SessionCodec.encode(session.json(), K, Encoding.BASE64_URL).orElseThrow();
    return "K=" + cookies.get("K") + "; Path=/; Max-Age=400";
  }

  private static Session session(String id) {
    var claims = "{\"sub\":\"ada\",\"session_id\":\"" + id + "\",\"exp\":2000000000}";
    var payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return SessionText.ofStored(
            "{\"access_token\":\"e30."
                + payload
                + ".c2ln\",\"refresh_token\":\"r\",\"expires_at\":2000000000}")
        .orElseThrow();
  }
}
