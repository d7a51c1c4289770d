package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes.Priority;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.SetCookie;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CookieTransitionTest {
  private static final CookieName NAME = new CookieName("sb-web-auth-token");
  private static final CookieAttributes HOST =
      new CookieAttributes("/", "", SameSite.LAX, true, true, false, Priority.UNSET);
  private static final CookieAttributes DOMAIN =
      new CookieAttributes("/", "example.com", SameSite.NONE, true, true, true, Priority.UNSET);

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "example.com, 1", "'', 2", "example.com, 2"})
  @DisplayName("C1: 1 to 3 to 2 to 1 cookies leaves exactly the cookies of each session")
  void eachStepLeavesExactlyTheNewSession(String domain, int seed) {
    var jar = new CookieJar();
    var attributes = HOST.inScope(domain, "/");

    for (var padding : List.of(seed, 5_000, 2_600, seed)) {
      leavesExactly(jar, Sessions.padded("r" + padding, padding), attributes, Encoding.BASE64_URL);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @DisplayName("C1: any way from session to session, and out, leaves exactly the last one")
  void anyWayLeavesExactlyTheLastSession(long seed) {
    var random = new Random(seed);
    var jar = new CookieJar();
    var attributes = seed % 2 == 0 ? HOST : DOMAIN;
    var encoding = seed % 3 == 0 ? Encoding.RAW : Encoding.BASE64_URL;

    for (var step = 0; step < 8; step++) {
      leavesExactly(jar, Sessions.padded("r" + step, random.nextInt(12_000)), attributes, encoding);
    }

    var out = CookieTransition.toNothing(CookieHeader.parse(jar.header()), NAME);
    jar.receive(lines(out.changes(attributes)));
    assertThat(jar.size()).isZero();
  }

  private static void leavesExactly(
      CookieJar jar, Session session, CookieAttributes attributes, Encoding encoding) {
    var transition =
        CookieTransition.to(session, CookieHeader.parse(jar.header()), NAME, encoding)
            .orElseThrow();

    jar.receive(lines(transition.changes(attributes)));

    assertThat(jar.valuesByName()).isEqualTo(Map.copyOf(transition.target()));
    assertThat(jar.size()).isEqualTo(transition.target().size());
    assertThat(StoredSession.in(CookieHeader.parse(jar.header()), NAME))
        .isEqualTo(new StoredSession.Found(session, StoredSession.Agreement.ALL_READERS));
  }

  @Test
  @DisplayName("C8, C10: a tail that is no longer used is deleted, what is unchanged is not sent")
  void onlyWhatChangedIsSent() {
    var session = Sessions.padded("r", 2_600);
    var same = chunks(session);
    var header =
        "%s=old; %s=%s; %s=x; a=1"
            .formatted(NAME.chunk(0), NAME.chunk(1), same.get(1), NAME.chunk(2));

    var changes = to(session, header).changes(DOMAIN);

    assertThat(changes)
        .containsExactly(
            SetCookie.delete(NAME.chunk(2), DOMAIN.inScope("", "/")),
            SetCookie.delete(NAME.chunk(2), DOMAIN),
            SetCookie.set(NAME.chunk(0), same.get(0), DOMAIN));
    assertThat(lines(changes))
        .allSatisfy(
            line -> assertThat(line).contains("; HttpOnly; Secure; Partitioned; SameSite=None"));
  }

  @Test
  @DisplayName("C10: the session that the browser holds already is not sent at all")
  void nothingIsSentTwice() {
    var session = Sessions.padded("r", 5_000);
    var jar = new CookieJar();
    jar.receive(lines(to(session, "").changes(HOST)));

    assertThat(to(session, jar.header()).changes(HOST)).isEmpty();
  }

  @Test
  @DisplayName("C8: where the browser's cookies may be of another scope, all chunks are sent")
  void everythingIsSentWhereScopesDiffer() {
    var session = Sessions.padded("r", 2_600);
    var same = chunks(session);
    var header =
        "%s=%s; %s=%s; %s=x"
            .formatted(NAME.chunk(0), same.get(0), NAME.chunk(1), same.get(1), NAME.chunk(2));

    assertThat(to(session, header).everything(HOST))
        .containsExactly(
            SetCookie.delete(NAME.chunk(2), HOST),
            SetCookie.set(NAME.chunk(0), same.get(0), HOST),
            SetCookie.set(NAME.chunk(1), same.get(1), HOST));
  }

  @Test
  @DisplayName("C3: a name that stands twice is sent even if one of its values is right")
  void aDuplicateIsAlwaysSent() {
    var session = Sessions.padded("r", 10);
    var value = chunks(session).getFirst();
    var base = NAME.base();

    assertThat(to(session, base + "=x; " + base + "=" + value).changes(HOST)).hasSize(1);
    assertThat(to(session, base + "=" + value + "; " + base + "=x").changes(HOST)).hasSize(1);
    assertThat(to(session, base + "=" + value + "; " + base + "=" + value).changes(HOST)).isEmpty();
    assertThat(to(session, base).changes(HOST)).hasSize(1);
  }

  @Test
  @DisplayName("C7: verifiers and look-alike names are never deleted")
  void onlyTheManagedNameIsTouched() {
    var foreign =
        "NAME-code-verifier=v; NAME-flow-0-code-verifier=v; NAME-user=v; NAME.01=v; NAME.x=v; x=v"
            .replace("NAME", NAME.base());
    var header = CookieHeader.parse(foreign + "; " + NAME.base() + "; " + NAME.chunk(7) + "=v");

    var changes = CookieTransition.toNothing(header, NAME).changes(HOST);

    assertThat(changes)
        .containsExactly(
            SetCookie.delete(NAME.base(), HOST), SetCookie.delete(NAME.chunk(7), HOST));
  }

  @Test
  @DisplayName("C5: a header of 10,000 session cookies is answered by 64 deletions at most")
  void deletionsAreBounded() {
    var header =
        IntStream.range(0, 10_000)
            .mapToObj(i -> NAME.chunk(i) + "=x")
            .collect(Collectors.joining(";"));
    var transition = CookieTransition.toNothing(CookieHeader.parse(header), NAME);

    assertThat(transition.changes(HOST)).hasSize(64);
    assertThat(transition.changes(DOMAIN)).hasSize(128);
  }

  @Test
  void aRawSessionIsEncodedForTheWire() {
    var session = Sessions.padded("r", 1);
    var transition =
        CookieTransition.to(session, CookieHeader.EMPTY, NAME, Encoding.RAW).orElseThrow();

    assertThat(transition.target().get(NAME.base())).startsWith("%7B%22access_token%22%3A%22a.b.c");
  }

  private static CookieTransition to(Session session, String header) {
    return CookieTransition.to(session, CookieHeader.parse(header), NAME, Encoding.BASE64_URL)
        .orElseThrow();
  }

  private static List<String> chunks(Session session) {
    return List.copyOf(to(session, "").target().values());
  }

  private static List<String> lines(List<SetCookie> changes) {
    return changes.stream().map(SetCookie::line).toList();
  }
}
