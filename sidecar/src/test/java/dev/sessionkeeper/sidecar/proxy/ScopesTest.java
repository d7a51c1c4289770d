package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookieScope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Copies of the session that an earlier scope has left behind.
class ScopesTest {
  private static final String K = TestConfig.COOKIE;
  private static final String FLAGS = "; HttpOnly; Secure; SameSite=Lax";
  private static final String AT_DOMAIN = "=; Max-Age=0; Domain=example.com; Path=/" + FLAGS;
  private static final String AT_APP = "=; Max-Age=0; Path=/app" + FLAGS;

  private final Stage stage =
      Stage.with(
          new TestConfig()
              .alsoClear(new CookieScope("example.com", "/"), new CookieScope("", "/app")));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("C8 with a refresh the copies go, and every chunk is written, changed or not")
  void copiesGoWithARefresh() {
    var padded = Sessions.changed(stage.signUp(), "provider_token", "p".repeat(5_000));

    var lines = responseTo(Sessions.field(Sessions.expired(padded)));

    assertThat(lines)
        .contains(K + ".0" + AT_DOMAIN, K + ".0" + AT_APP, K + ".1" + AT_DOMAIN, K + ".1" + AT_APP)
        .doesNotHaveDuplicates();
    assertThat(lines).filteredOn(line -> line.startsWith(K + "=base64-")).hasSize(1);
  }

  @Test
  @DisplayName("C7 a sign-out of the application deletes the copies too, one line for each scope")
  void copiesGoWithASignOut() {
    var lines =
        responseTo(
            Sessions.field(stage.signUp()),
            K + "=; Max-Age=0; Path=/",
            K + "=; Max-Age=0; Domain=example.com; Path=/");

    assertThat(lines)
        .containsExactly(
            K + AT_APP,
            K + "=; Max-Age=0; Path=/" + FLAGS,
            K + "=; Max-Age=0; Domain=example.com; Path=/" + FLAGS);
  }

  @Test
  @DisplayName(
      "C3 two sessions in one request: the newest is written, the copies go, and that once")
  void twoSessionsAreMadeOne() {
    var session = stage.signUp();
    var older = Sessions.changed(session, "note", "older");
    var both = "Cookie: " + Sessions.pairs(session) + "; " + Sessions.pairs(older);

    var lines = responseTo(both);

    assertThat(lines).contains(K + AT_DOMAIN, K + AT_APP);
    assertThat(lines).filteredOn(line -> line.startsWith(K + "=base64-")).hasSize(1);
    assertThat(responseTo(both)).isEmpty();
  }

  @Test
  @DisplayName("C8 nothing is deleted where nothing changes")
  void nothingIsDeletedWhereNothingChanges() {
    assertThat(responseTo(Sessions.field(stage.signUp()), "a=1")).containsExactly("a=1");
  }

  @Test
  @DisplayName("C8 only names that the browser sent are deleted")
  void onlyNamesOfTheRequestAreDeleted() {
    var lines = responseTo("Cookie: a=1", K + "=base64-new; Path=/");

    assertThat(lines).containsExactly(K + "=base64-new; Path=/" + FLAGS);
  }

  private List<String> responseTo(String cookie, String... applicationsLines) {
    var browser = stage.browser().send(Wire.request("GET", "/", cookie));
    stage
        .app()
        .answerWith(
            Stream.concat(
                    Stream.of("Connection: close"),
                    Stream.of(applicationsLines).map(line -> "Set-Cookie: " + line))
                .toArray(String[]::new));
    return browser.response().setCookies();
  }
}
