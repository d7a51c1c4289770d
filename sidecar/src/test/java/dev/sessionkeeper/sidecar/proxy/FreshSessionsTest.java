package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Sessions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshSessionsTest {
  private static final RefreshWindow WINDOW =
      new RefreshWindow(Duration.ofMinutes(10), Duration.ofMinutes(10));
  private static final Fingerprint HEADER = Fingerprint.of("sb=a");

  private final FreshSessions fresh = new FreshSessions();

  @ParameterizedTest
  @CsvSource({"59, true", "60, false", "3600, false"})
  void aVerdictIsForgottenAfterAMinute(int seconds, boolean known) {
    fresh.add(HEADER, Sessions.expiringIn(Duration.ofMinutes(50)), WINDOW, after(0));

    assertThat(fresh.contains(HEADER, after(seconds))).isEqualTo(known);
  }

  @Test
  void aVerdictEndsWhereTheEarlyWindowBegins() {
    var nearlyDue = Sessions.expiringIn(WINDOW.early().plusSeconds(5));

    fresh.add(HEADER, nearlyDue, WINDOW, after(0));

    assertThat(fresh.contains(HEADER, after(4))).isTrue();
    assertThat(fresh.contains(HEADER, after(6))).isFalse();
  }

  @Test
  void anotherHeaderIsNotKnown() {
    fresh.add(HEADER, Sessions.expiringIn(Duration.ofMinutes(50)), WINDOW, after(0));

    assertThat(fresh.contains(Fingerprint.of("sb=b"), after(0))).isFalse();
  }

  private static Moment after(int seconds) {
    return Moment.of(Sessions.NOW.plusSeconds(seconds));
  }
}
