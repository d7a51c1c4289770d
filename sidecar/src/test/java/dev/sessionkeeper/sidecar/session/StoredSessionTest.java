package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.session.StoredSession.Absent;
import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import dev.sessionkeeper.sidecar.session.StoredSession.Found;
import dev.sessionkeeper.sidecar.session.StoredSession.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSessionTest {
  private static final CookieName NAME = new CookieName("K");
  private static final Session OLD = Sessions.of(Sessions.jwt("s", 100, 3700), "old", 3700);
  private static final Session NEW = Sessions.of(Sessions.jwt("s", 200, 3800), "new", 3800);
  private static final String OLD_VALUE = value(OLD);
  private static final String NEW_VALUE = value(NEW);

  @ParameterizedTest
  @ValueSource(strings = {"", "a=1", "K-code-verifier=x; K.01=x; k=x; XK.0=x", "K.x"})
  void aHeaderWithoutTheNameHoldsNothing(String header) {
    assertThat(in(header)).isEqualTo(new Absent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K=NEW",
        "a=1; K=NEW",
        "K=; K.0=NEW",
        "K.1=; K.0=NEW; K.2=x",
        "K=NEW; K.0=x",
        "K=NEW; K=NEW",
        "K.1=TAIL;K.0=HEAD",
        "K.999999=x; K=NEW"
      })
  @DisplayName("C2: what every reader finds is found, and the header may stay")
  void aSessionIsFound(String header) {
    assertThat(in(header)).isEqualTo(new Found(NEW, Agreement.ALL_READERS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K=x",
        "K=\"NEW\"",
        "K=x; K.0=NEW",
        "K.1=NEW",
        "K.0=HEAD; K.2=TAIL",
        "K.0=NEW; K.1=eyJhYmMi",
        "K",
        "K=",
        "K=%7B%22access_token%22%3A%221",
        "K=e30",
        "K=base64-e30",
        "K=base64l-1-e30",
        "K=null"
      })
  @DisplayName("C2: what no reader can use is told from nothing")
  void cookiesWithoutASessionAreUnreadable(String header) {
    assertThat(in(header)).isEqualTo(new Unreadable("session cookies that hold no session"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K=x; K=NEW",
        "K=NEW; K=x",
        "K=NEW; K",
        "K; K=NEW",
        "K= NEW",
        "K =NEW",
        "K=NEW ; a=1",
        "K; K.0=NEW",
        "K=%zz; K.0=NEW"
      })
  @DisplayName("C3: where readers differ the newest session counts, and the header may not stay")
  void ofDifferingReadingsTheNewestCounts(String header) {
    assertThat(in(header)).isEqualTo(new Found(NEW, Agreement.DIFFERING_DUPLICATES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"K=NEW; K=OLD", "K=OLD; K=NEW", "K=OLD; K.0=NEW; K="})
  @DisplayName(
      "C3: where readers find two sessions the newest counts, the other while it is forged")
  void ofTwoSessionsTheNewestCountsAndTheOtherIsKept(String header) {
    var found = new Found(NEW, Agreement.DIFFERING_DUPLICATES, Optional.of(OLD));

    assertThat(in(header)).isEqualTo(found);
    assertThat(found.withoutForged()).isEqualTo(new Found(OLD, Agreement.DIFFERING_DUPLICATES));
  }

  @Test
  void aForgedSessionThatStandsAloneStays() {
    var found = new Found(NEW, Agreement.ALL_READERS);

    assertThat(found.withoutForged()).isEqualTo(found);
  }

  @Test
  @DisplayName("C3: chunks of two sessions are never mixed")
  void chunksOfTwoSessionsAreNotMixed() {
    var header =
        "K.0=%s; K.1=%s; K.0=%s; K.1=%s"
            .formatted(
                OLD_VALUE.substring(0, 50), OLD_VALUE.substring(50),
                NEW_VALUE.substring(0, 60), NEW_VALUE.substring(60));

    assertThat(in(header))
        .isEqualTo(new Found(NEW, Agreement.DIFFERING_DUPLICATES, Optional.of(OLD)));
  }

  @Test
  @DisplayName("C5: 10,000 chunks and one of 64 KiB hold no session, and cost one reading")
  void aHugeSetOfChunksIsRead() {
    var header =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "K." + i + "=" + (i == 7 ? "A".repeat(65_536) : "A"))
            .collect(Collectors.joining("; "));

    assertThat(in(header)).isInstanceOf(Unreadable.class);
    assertThat(in("K=\u0001\u0000")).isInstanceOf(Unreadable.class);
  }

  @Test
  void bothEncodingsAreRead() {
    for (var encoding : Encoding.values()) {
      var cookies = CookieTransition.to(NEW, CookieHeader.EMPTY, NAME, encoding).orElseThrow();
      var header = CookieHeader.EMPTY.replacing(NAME::owns, cookies.target());

      assertThat(in(header)).isEqualTo(new Found(NEW, Agreement.ALL_READERS));
    }
  }

  private static StoredSession in(String header) {
    var text = header;
    for (var part :
        List.of(
            List.of("NEW", NEW_VALUE),
            List.of("OLD", OLD_VALUE),
            List.of("HEAD", NEW_VALUE.substring(0, 99)),
            List.of("TAIL", NEW_VALUE.substring(99)))) {
      text = text.replace(part.get(0), part.get(1));
    }
    return StoredSession.in(CookieHeader.parse(text), NAME);
  }

  private static String value(Session session) {
    return StoredValue.BASE64_PREFIX + Base64Url.encode(session.json());
  }
}
