package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Session cookies that the application sets in the same response as the sidecar.
class AppCookiesTest {
  private static final String K = TestConfig.COOKIE;
  private static final String HARD = "; HttpOnly; Secure; SameSite=Lax";
  private static final String DELETED = "=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax";

  private Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("C7 (a) three chunks, rewritten to one, the application signs out: all are deleted")
  void signOutAfterARefresh() {
    var lines = responseTo(threeChunks(), K + "=; Max-Age=0; Path=/");

    assertThat(lines)
        .containsExactlyInAnyOrder(
            K + ".0" + DELETED, K + ".1" + DELETED, K + ".2" + DELETED, K + DELETED);
  }

  @Test
  @DisplayName("C7 (b) the same, the application signs another user in with two chunks")
  void signInAfterARefresh() {
    var lines =
        responseTo(
            threeChunks(),
            K + "=; Max-Age=0; Path=/",
            K + ".0=base64-new; Path=/",
            K + ".1=x; Path=/");

    assertThat(lines)
        .containsExactlyInAnyOrder(
            K + ".0=base64-new; Path=/" + HARD,
            K + ".1=x; Path=/" + HARD,
            K + ".2" + DELETED,
            K + DELETED);
  }

  @Test
  @DisplayName("C7 (c) the application re-sends one chunk of two: its own, and ours of the other")
  void refreshByTheApplicationAfterARefresh() {
    var session = Sessions.changed(stage.signUp(), "user", "u".repeat(10));
    var padded = Sessions.changed(session, "provider_token", "p".repeat(3_000));

    var lines = responseTo(Sessions.expired(padded), K + "=base64-theirs; Path=/; HttpOnly");

    assertThat(lines).contains(K + "=base64-theirs; Path=/; HttpOnly; Secure; SameSite=Lax");
    assertThat(lines).filteredOn(line -> line.startsWith(K + "=")).hasSize(1);
    assertThat(lines).filteredOn(line -> line.startsWith(K + ".0" + DELETED)).hasSize(1);
  }

  @Test
  @DisplayName("C7 verifier and foreign cookies of the application pass byte for byte, in order")
  void foreignLinesPass() {
    var verifier = K + "-code-verifier=base64-x; Path=/; Max-Age=34560000; SameSite=lax";
    var flow = K + "-flow-0123456789abcdef0123456789abcdef-code-verifier=y; path=/";
    var foreign = "a=b=c;  Odd ; expires=Thu, 01 Jan 1970 00:00:00 GMT";

    var lines =
        responseTo(Sessions.expired(stage.signUp()), verifier, foreign, flow, "a=2", "a=b=c; x");

    assertThat(lines).hasSize(6).containsSubsequence(verifier, foreign, flow, "a=2", "a=b=c; x");
  }

  @Test
  @DisplayName("C7 of several lines for one cookie and scope the last one is sent")
  void oneLineForEachCookie() {
    var lines =
        responseTo(
            Sessions.expired(stage.signUp()),
            K + "=one; Path=/",
            K + "=; Max-Age=0; Path=/; Domain=example.com",
            K + "=two; Path=/");

    assertThat(lines)
        .containsExactly(
            K + "=; Max-Age=0; Path=/; Domain=example.com" + HARD, K + "=two; Path=/" + HARD);
  }

  @Test
  @DisplayName("C8 deletions carry the attributes of the cookies, for the host and for the domain")
  void deletionsCarryTheAttributes() {
    stage.close();
    stage = Stage.with(new TestConfig().domain("example.com").partitioned());
    var ended = Sessions.changed(Sessions.expired(stage.signUp()), "refresh_token", "nobodyknows1");
    var flags = "; HttpOnly; Secure; Partitioned; SameSite=Lax";

    var lines = responseTo(ended);

    assertThat(lines)
        .containsExactly(
            K + "=; Max-Age=0; Path=/" + flags,
            K + "=; Max-Age=0; Domain=example.com; Path=/" + flags);
  }

  @Test
  @DisplayName("C11 session cookies of the application are hardened, and nothing else is lost")
  void applicationsCookiesAreHardened() {
    var lines =
        responseTo(
            stage.signUp(),
            K
                + ".0=v; path=/app; EXPIRES=Wed, 21 Oct 2065 07:28:00 GMT; Priority=High; X-Odd;"
                + " samesite=none",
            K + ".1=w; secure; HttpOnly; SameSite=Lax");

    assertThat(lines)
        .containsExactly(
            K
                + ".0=v; path=/app; EXPIRES=Wed, 21 Oct 2065 07:28:00 GMT; Priority=High; X-Odd"
                + HARD,
            K + ".1=w; secure; HttpOnly; SameSite=Lax");
  }

  private Session threeChunks() {
    var large = Sessions.changed(stage.signUp(), "padding", "p".repeat(5_000));
    assertThat(Sessions.cookies(large)).hasSize(3);
    return Sessions.expired(large);
  }

  private List<String> responseTo(Session session, String... applicationsLines) {
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(session)));
    var fields = new ArrayList<String>();
    for (var line : applicationsLines) {
      fields.add("Set-Cookie: " + line);
    }
    stage.app().answerWith(fields.toArray(String[]::new));
    return browser.response().setCookies();
  }
}
