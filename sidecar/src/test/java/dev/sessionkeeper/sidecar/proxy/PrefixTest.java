package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.session.Session;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Session cookies that browsers hold behind a prefix, and the application without it.
class PrefixTest {
  private static final String K = TestConfig.COOKIE;
  private static final String HOST = "__Host-";
  private static final String FLAGS = "; HttpOnly; Secure; SameSite=Lax";
  private static final String DELETED = "=; Max-Age=0; Path=/" + FLAGS;

  private final Stage stage = Stage.with(new TestConfig().prefix(CookiePrefix.HOST));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("C8 the application sees its own name; nothing is told to the browser")
  void theApplicationSeesItsName() {
    var session = stage.signUp();
    var cookie = "a=1;b; " + prefixed(session) + ";c=\"x\" ";

    for (var path : new String[] {"/", "/", "/static/x"}) {
      var browser = stage.browser().send(Wire.request("GET", path, "Cookie: " + cookie));

      assertThat(stage.app().answerWith("Connection: close").value("Cookie"))
          .isEqualTo(cookie.replace(HOST, "").strip());
      assertThat(browser.response().setCookies()).isEmpty();
    }
  }

  @Test
  @DisplayName("C8 a refreshed session is written behind the prefix")
  void aRefreshedSessionIsWrittenBehindThePrefix() {
    var expired = Sessions.expired(stage.signUp());

    var lines = responseTo("Cookie: " + prefixed(expired));

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith(HOST + K + "=base64-")
        .contains("; Path=/; HttpOnly; Secure");
  }

  @Test
  @DisplayName(
      "C8 what the application writes leaves behind the prefix, in the one scope it allows")
  void whatTheApplicationWritesIsRenamed() {
    var lines =
        responseTo(
            "Cookie: " + prefixed(stage.signUp()),
            K + "=base64-x; Domain=example.com; Path=/app; Max-Age=5; X-Odd",
            K + ".0=; Max-Age=0; Path=/",
            K + "=; Max-Age=0; Domain=example.com; Path=/",
            "other=1; Domain=example.com");

    assertThat(lines)
        .containsExactly(
            HOST + K + "=base64-x; Max-Age=5; X-Odd" + FLAGS + "; Path=/",
            HOST + K + ".0" + DELETED,
            K + "=; Max-Age=0; Domain=example.com; Path=/" + FLAGS,
            "other=1; Domain=example.com");
  }

  @Test
  @DisplayName("C1 a valid session under the old name is moved once, and the old cookies go")
  void aValidSessionIsMoved() {
    var session = threeChunks();
    var lines = responseTo(Sessions.field(session));

    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Sessions.cookies(session).keySet().stream().map(name -> name + DELETED),
                    Sessions.cookies(session).entrySet().stream()
                        .map(
                            e ->
                                HOST
                                    + e.getKey()
                                    + "="
                                    + e.getValue()
                                    + "; Max-Age=34560000; Path=/"
                                    + FLAGS))
                .toList());
    assertThat(stage.metric("sessionkeeper_sessions_moved_total")).isOne();
    assertThat(responseTo(Sessions.field(session))).isEmpty();
    assertThat(stage.refreshes()).isZero();
  }

  @Test
  @DisplayName("C1 an expired session under the old name is refreshed under the new one")
  void anExpiredSessionIsMovedByItsRefresh() {
    var lines = responseTo(Sessions.field(Sessions.expired(threeChunks())));

    assertThat(lines).filteredOn(line -> line.startsWith(HOST + K + "=base64-")).hasSize(1);
    assertThat(lines).contains(K + ".0" + DELETED, K + ".1" + DELETED, K + ".2" + DELETED);
  }

  @Test
  @DisplayName(
      "a planted cookie without the prefix never counts beside one with it, and is deleted with the"
          + " next change")
  void aPlantedCookieDoesNotCount() {
    var own = stage.signUp("own@example.com");
    var planted = stage.signUp("planted@example.com");

    for (var cookie :
        List.of(
            prefixed(own) + "; " + Sessions.pairs(planted),
            Sessions.pairs(planted) + "; " + prefixed(own))) {
      var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
      assertThat(stage.app().answerWith("Connection: close").value("Cookie"))
          .isEqualTo(Sessions.pairs(own));
      assertThat(browser.response().setCookies()).isEmpty();
    }
    var lines =
        responseTo("Cookie: " + prefixed(Sessions.expired(own)) + "; " + Sessions.pairs(planted));

    assertThat(lines).hasSize(2).contains(K + DELETED);
  }

  @Test
  @DisplayName("a signed-out visitor is not signed in again by an old cookie")
  void signOutTakesTheOldCookieAlong() {
    var session = stage.signUp();
    var cookie = "Cookie: " + prefixed(session) + "; " + Sessions.pairs(session);

    var lines = responseTo(cookie, K + "=; Max-Age=0; Path=/");

    assertThat(lines).containsExactly(K + DELETED, HOST + K + DELETED);
  }

  @Test
  @DisplayName("a response that comes after the sign-out does not move the session")
  void aLateResponseMovesNothing() {
    var session = stage.signUp();
    var late = stage.browser().send(Wire.request("GET", "/slow", Sessions.field(session)));
    var slow = stage.app().accept();
    slow.request();

    responseTo(Sessions.field(session), K + "=; Max-Age=0; Path=/");
    slow.send(App.OK);

    assertThat(late.response().setCookies()).isEmpty();
  }

  @Test
  @DisplayName("C7 what the application changes takes the unchanged chunks along to the new name")
  void unchangedChunksMoveAlong() {
    var session = threeChunks();
    var first = responseTo(Sessions.field(session));
    assertThat(first).isNotEmpty();

    var lines = responseTo(Sessions.field(session), K + ".0=base64-changed; Path=/");

    assertThat(lines)
        .contains(K + ".0" + DELETED, K + ".1" + DELETED, K + ".2" + DELETED)
        .anySatisfy(line -> assertThat(line).startsWith(HOST + K + ".0=base64-changed"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(HOST + K + ".1=" + Sessions.cookies(session).get(K + ".1")))
        .anySatisfy(line -> assertThat(line).startsWith(HOST + K + ".2="));
  }

  @Test
  @DisplayName("a forged session is not given the prefix")
  void aForgedSessionIsNotMoved() {
    assertThat(responseTo(Sessions.field(Sessions.claimingToBeNewer(stage.signUp())))).isEmpty();
    assertThat(stage.metric("sessionkeeper_sessions_moved_total")).isZero();
  }

  @Test
  @DisplayName("Ignore: cookies without the prefix are nobody's session")
  void withoutMigrationOldCookiesAreIgnored() {
    try (var strict =
        Stage.with(
            new TestConfig().prefix(CookiePrefix.HOST).unprefixed(UnprefixedCookies.IGNORE))) {
      var browser =
          strict
              .browser()
              .send(Wire.request("GET", "/", "Cookie: a=1; " + Sessions.pairs(strict.signUp())));
      var request = strict.app().answer(App.OK);

      assertThat(request.value("Cookie")).isEqualTo("a=1");
      assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("anonymous");
      assertThat(browser.response().setCookies()).isEmpty();
    }
  }

  @Test
  @DisplayName("C8 __Secure- keeps the scope of policy and application")
  void securePrefixKeepsTheScope() {
    try (var secure =
        Stage.with(new TestConfig().prefix(CookiePrefix.SECURE).domain("example.com"))) {
      var cookie = "Cookie: " + Sessions.pairs(secure.signUp()).replace(K, "__Secure-" + K);
      var browser = secure.browser().send(Wire.request("GET", "/", cookie));
      var request =
          secure.app().answerWith("Set-Cookie: " + K + "=x; Domain=example.com; Path=/app");

      assertThat(request.value("Cookie")).startsWith(K + "=");
      assertThat(browser.response().setCookies())
          .containsExactly("__Secure-" + K + "=x; Domain=example.com; Path=/app" + FLAGS);
    }
  }

  private Session threeChunks() {
    var large = Sessions.changed(stage.signUp(), "padding", "p".repeat(5_000));
    assertThat(Sessions.cookies(large)).hasSize(3);
    return large;
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

  private static String prefixed(Session session) {
    return Sessions.pairs(session).replace(K, HOST + K);
  }
}
