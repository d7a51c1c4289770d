package dev.sessionkeeper.sidecar.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes.Priority;
import dev.sessionkeeper.sidecar.cookie.SetCookie;
import dev.sessionkeeper.sidecar.decision.SessionLines.Seen;
import dev.sessionkeeper.sidecar.session.CookieName;
import java.util.List;
import org.junit.jupiter.api.Test;

/// C7: what the browser is told when the application changes the session in the same response.
class SessionLinesTest {
  private static final CookieName K = new CookieName("K");
  private static final CookieAttributes POLICY =
      new CookieAttributes("/", "", SameSite.LAX, true, true, false, Priority.UNSET);
  private static final String END = "; Path=/; HttpOnly; Secure; SameSite=Lax";

  @Test
  void c7WithoutLinesOfTheApplicationOursAreSent() {
    var lines = overlay(List.of(delete("K.0"), set("K")), List.of(), Seen.REFRESHED);

    assertThat(lines.all())
        .containsExactly("K.0=; Max-Age=0" + END, "K=ours; Max-Age=34560000" + END);
    assertThat(lines.session()).isEqualTo(2);
  }

  @Test
  void rule6LinesOfForeignCookiesStayByteForByteAndInOrder() {
    var theirs = List.of("a=1;path=/x; FOO", "K-code-verifier=v; Path=/", "b", "a=2");

    var lines = overlay(List.of(), theirs, Seen.REFRESHED);

    assertThat(lines.all()).isEqualTo(theirs);
    assertThat(lines.session()).isZero();
  }

  @Test
  void c7SigningOutDeletesWhatTheBrowserStillHas() {
    var ours = List.of(delete("K.0"), delete("K.1"), delete("K.2"), set("K"));

    var lines = overlay(ours, List.of("K=; Max-Age=0; Path=/; SameSite=lax"), Seen.REFRESHED);

    assertThat(lines.all())
        .containsExactly(
            "K.0=; Max-Age=0" + END,
            "K.1=; Max-Age=0" + END,
            "K.2=; Max-Age=0" + END,
            "K=; Max-Age=0; Path=/; SameSite=lax; HttpOnly; Secure");
    assertThat(lines.session()).isEqualTo(4);
  }

  @Test
  void c7SigningInAsSomebodyElseWins() {
    var ours = List.of(delete("K.0"), delete("K.1"), delete("K.2"), set("K"));
    var theirs = List.of("K=; Max-Age=0; Path=/", "K.0=x; Path=/", "K.1=y; Path=/");

    var lines = overlay(ours, theirs, Seen.REFRESHED);

    assertThat(lines.all())
        .containsExactly(
            "K.2=; Max-Age=0" + END,
            "K=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
            "K.0=x; Path=/; HttpOnly; Secure; SameSite=Lax",
            "K.1=y; Path=/; HttpOnly; Secure; SameSite=Lax");
  }

  @Test
  void c7ARefreshOfTheApplicationKeepsOurUnchangedChunks() {
    var ours = List.of(set("K.0"), set("K.1"));

    var lines = overlay(ours, List.of("K.0=newer; Path=/"), Seen.REFRESHED);

    assertThat(lines.all())
        .containsExactly(
            "K.1=ours; Max-Age=34560000" + END,
            "K.0=newer; Path=/; HttpOnly; Secure; SameSite=Lax");
  }

  @Test
  void c7ADeletionInAnotherScopeDoesNotReplaceOurs() {
    var theirs = List.of("K.0=; Max-Age=0; Path=/; Domain=.Example.com");

    var lines = overlay(List.of(delete("K.0"), set("K")), theirs, Seen.REFRESHED);

    assertThat(lines.all()).hasSize(3).contains("K.0=; Max-Age=0" + END);
  }

  @Test
  void c7AChangeThatTheApplicationMadeToTheOldSessionDropsOurRefresh() {
    var ours = List.of(delete("K"), set("K.0"), set("K.1"));

    var lines = overlay(ours, List.of("K=; Max-Age=0; Path=/"), Seen.AS_SENT);

    assertThat(lines.all())
        .containsExactly("K=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");
    assertThat(lines.session()).isEqualTo(1);
  }

  @Test
  void aRefreshBesideTheRequestIsSentWhereTheApplicationLeftTheSessionAlone() {
    var lines = overlay(List.of(set("K")), List.of("a=1"), Seen.AS_SENT);

    assertThat(lines.all()).containsExactly("K=ours; Max-Age=34560000" + END, "a=1");
  }

  @Test
  void c7OneLineIsLeftForEachNameDomainAndPath() {
    var theirs =
        List.of(
            "K=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/",
            "K=x; Path=/",
            "K=y; Path=/; HttpOnly",
            "K=z; Path=/app");

    var lines = overlay(List.of(), theirs, Seen.REFRESHED);

    assertThat(lines.all())
        .containsExactly(
            "K=y; Path=/; HttpOnly; Secure; SameSite=Lax",
            "K=z; Path=/app; HttpOnly; Secure; SameSite=Lax");
    assertThat(lines.session()).isEqualTo(2);
  }

  private static SessionLines overlay(List<SetCookie> ours, List<String> theirs, Seen seen) {
    return SessionLines.overlay(ours, theirs, seen, K, POLICY);
  }

  private static SetCookie set(String name) {
    return SetCookie.set(name, "ours", POLICY);
  }

  private static SetCookie delete(String name) {
    return SetCookie.delete(name, POLICY);
  }
}
