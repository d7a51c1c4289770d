package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.IdentityConfig;
import dev.sessionkeeper.sidecar.decision.Decision;
import dev.sessionkeeper.sidecar.decision.Lack;
import dev.sessionkeeper.sidecar.decision.Rights;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Identity;
import dev.sessionkeeper.sidecar.session.IdentityRules;
import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshSessionsTest {
  private static final RefreshWindow WINDOW =
      new RefreshWindow(Duration.ofMinutes(10), Duration.ofMinutes(10));
  private static final Rights RIGHTS = new Rights(List.of(Lack.ASSURANCE));
  private static final Fingerprint HEADER = Fingerprint.of("sb=a");

  private static final Decided DECIDED =
      new Decided(new Decision.TryLater(Duration.ZERO), Identity.NONE, Optional.empty(), 0);

  private final FreshSessions fresh = FreshSessions.under(IdentityRules.of(IdentityConfig.NONE));

  @ParameterizedTest
  @CsvSource({"59, true", "60, false", "3600, false"})
  void aVerdictIsForgottenAfterAMinute(int seconds, boolean known) {
    fresh.add(
        HEADER, DECIDED, RIGHTS, Sessions.expiringIn(Duration.ofMinutes(50)), WINDOW, after(0));

    assertThat(fresh.find(HEADER, after(seconds)) != null).isEqualTo(known);
  }

  @Test
  void aVerdictEndsWhereTheEarlyWindowBegins() {
    var nearlyDue = Sessions.expiringIn(WINDOW.early().plusSeconds(5));

    fresh.add(HEADER, DECIDED, RIGHTS, nearlyDue, WINDOW, after(0));

    var verdict = fresh.find(HEADER, after(4));
    assertThat(verdict).extracting(FreshSessions.Verdict::decided).isSameAs(DECIDED);
    assertThat(verdict).extracting(FreshSessions.Verdict::rights).isEqualTo(RIGHTS);
    assertThat(fresh.find(HEADER, after(6))).isNull();
  }

  @Test
  void anotherHeaderIsNotKnown() {
    fresh.add(
        HEADER, DECIDED, RIGHTS, Sessions.expiringIn(Duration.ofMinutes(50)), WINDOW, after(0));

    assertThat(fresh.find(Fingerprint.of("sb=b"), after(0))).isNull();
  }

  private static Moment after(int seconds) {
    return Moment.of(Sessions.NOW.plusSeconds(seconds));
  }
}
