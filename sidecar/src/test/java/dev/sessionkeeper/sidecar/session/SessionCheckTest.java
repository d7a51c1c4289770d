package dev.sessionkeeper.sidecar.session;

import static dev.sessionkeeper.sidecar.session.Sessions.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCheckTest {
  private static final RefreshWindow WINDOW =
      new RefreshWindow(Duration.ofMinutes(2), Duration.ofMinutes(10));
  private static final Moment MOMENT = Moment.of(NOW);

  @ParameterizedTest
  @CsvSource({
    "601, Fresh",
    "480, Due",
    "121, Due",
    "120, Expired",
    "1, Expired",
    "0, Expired",
    "-5, Expired"
  })
  void aSessionIsJudgedByTheLifeThatIsLeft(long left, String expected) {
    assertThat(check(Sessions.expiringIn(Duration.ofSeconds(left))).getClass().getSimpleName())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @DisplayName("R12, rule 1: tokens of short life get windows in which a new token is not due")
  @CsvSource({
    "0, 120, 600", "60, 15, 15", "95, 23.75, 23.75", "119, 29.75, 29.75", "120, 95, 95",
    "480, 120, 120", "440, 110, 110", "1200, 120, 300", "3600, 120, 600", "-1, 120, 600"
  })
  void theWindowFollowsTheLifetime(long lifetime, double margin, double early) {
    var window = WINDOW.forLifetime(Duration.ofSeconds(lifetime));

    assertThat(window).isEqualTo(new RefreshWindow(seconds(margin), seconds(early)));
  }

  @Test
  @DisplayName("rule 1: a margin below what auth-js needs stays as the policy has it")
  void aShorterMarginStays() {
    var window = new RefreshWindow(Duration.ofSeconds(30), Duration.ofSeconds(40));

    assertThat(window.forLifetime(Duration.ofHours(1))).isEqualTo(window);
    assertThat(
            new RefreshWindow(Duration.ofSeconds(30), Duration.ZERO)
                .forLifetime(Duration.ofHours(1)))
        .isEqualTo(new RefreshWindow(Duration.ofSeconds(30), Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @DisplayName("R12: a token just issued is never due, whatever its lifetime")
  @CsvSource({"60", "95", "120", "480", "3600"})
  void aNewTokenIsFresh(long lifetime) {
    var life = Duration.ofSeconds(lifetime);

    assertThat(check(Sessions.expiringIn(life, life))).isInstanceOf(SessionCheck.Fresh.class);
  }

  @Test
  @DisplayName("R13: the end is judged by the server's clock")
  void theServersClockCounts() {
    var session = Sessions.expiringIn(Duration.ofMinutes(11));
    var found = new StoredSession.Found(session, Agreement.ALL_READERS);

    assertThat(SessionCheck.of(found, WINDOW, Moment.of(NOW, Duration.ofMinutes(-9))))
        .isEqualTo(new SessionCheck.Expired(session));
    assertThat(
            SessionCheck.of(found, WINDOW, Moment.of(NOW.plusSeconds(300), Duration.ofMinutes(5))))
        .isEqualTo(new SessionCheck.Fresh(session));
    assertThat(Moment.of(NOW)).isEqualTo(new Moment(NOW, NOW));
  }

  @ParameterizedTest
  @DisplayName("C6: an expired session with an empty refresh token is no session")
  @CsvSource({"601, Fresh", "300, Fresh", "1, Fresh", "0, Malformed", "-1, Malformed"})
  void withoutRefreshTokenASessionEndsWithItsToken(long left, String expected) {
    var end = NOW.plusSeconds(left).getEpochSecond();
    var session = Sessions.of(Sessions.jwt("s", end - 3600, end), "", end);

    assertThat(check(session).getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  @DisplayName("sessions that began together are refreshed early at times of their own")
  void sessionsThatBeganTogetherAreRefreshedAtTimesOfTheirOwn() {
    var end = NOW.plusSeconds(3600);
    var windows =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Sessions.jwt("s" + i, NOW.getEpochSecond(), end.getEpochSecond()))
            .map(token -> WINDOW.of(Sessions.of(token, "r", end.getEpochSecond())))
            .toList();

    assertThat(windows)
        .allSatisfy(
            window -> {
              assertThat(window.margin()).isEqualTo(WINDOW.margin());
              assertThat(window.early()).isBetween(Duration.ofMinutes(8), WINDOW.early());
            });
    assertThat(windows.stream().filter(w -> w.early().toSeconds() < 540).count())
        .isBetween(400L, 600L);
  }

  @Test
  void aSessionWithoutEndIsFresh() {
    var session = Sessions.of("no-jwt", "r", 0);

    assertThat(check(session)).isEqualTo(new SessionCheck.Fresh(session));
  }

  @Test
  void noCookieAndUnreadableCookiesAreTold() {
    assertThat(SessionCheck.of(new StoredSession.Absent(), WINDOW, MOMENT))
        .isEqualTo(new SessionCheck.None());
    assertThat(SessionCheck.of(new StoredSession.Unreadable("why"), WINDOW, MOMENT))
        .isEqualTo(new SessionCheck.Malformed("why"));
  }

  @ParameterizedTest
  @DisplayName("rule 1: below 95 s by the application's clock the session is not shown as it is")
  @CsvSource({"94, true", "95, false", "-10, true", "3600, false"})
  void theUpstreamCopyIsNeededNearTheEnd(long left, boolean isNeeded) {
    var session = Sessions.expiringIn(Duration.ofSeconds(left));
    var skewed = new Moment(NOW, NOW.minusSeconds(500));

    assertThat(UpstreamCopy.isNeeded(session, skewed)).isEqualTo(isNeeded);
    assertThat(UpstreamCopy.isNeeded(Sessions.of("no-jwt", "r", 0), skewed)).isFalse();
  }

  @Test
  @DisplayName("rule 1: the upstream copy has 120 s to live and is ours to see through")
  void theUpstreamCopyDiffersInItsEndAlone() {
    var session = Sessions.expiringIn(Duration.ofSeconds(60));

    var copy = UpstreamCopy.of(session, MOMENT);

    var end = Long.toString(NOW.plusSeconds(60).getEpochSecond());
    var shown = Long.toString(NOW.plusSeconds(120).getEpochSecond());
    assertThat(copy.json()).isEqualTo(session.json().replace(end, shown));
    assertThat(copy.expiresAt()).isEqualTo(session.expiresAt());
    assertThat(check(copy)).isEqualTo(new SessionCheck.Expired(copy));
  }

  private static SessionCheck check(Session session) {
    return SessionCheck.of(new StoredSession.Found(session, Agreement.ALL_READERS), WINDOW, MOMENT);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
