package dev.sessionkeeper.sidecar.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Decision.Forward;
import dev.sessionkeeper.sidecar.decision.Decision.Upstream;
import dev.sessionkeeper.sidecar.decision.Situation.Answered;
import dev.sessionkeeper.sidecar.decision.Situation.Held;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Sessions;
import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.session.Verification.Forged;
import dev.sessionkeeper.sidecar.session.Verification.Unverifiable;
import dev.sessionkeeper.sidecar.session.Verification.Verified;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VouchedTest {
  private static final Session OLD = Sessions.expiringIn(Duration.ofMinutes(30));
  private static final Session NEW = Sessions.expiringIn(Duration.ofHours(1));
  private static final Refreshed REFRESHED = new Refreshed(NEW, Source.AUTH_SERVER);
  private static final Unavailable DOWN =
      new Unavailable(UnavailableReason.TIMEOUT, Optional.empty());

  static Stream<Arguments> rows() {
    return Stream.of(
        arguments(State.FRESH, held(new Verified()), Optional.of(OLD)),
        arguments(State.FRESH, held(new Unverifiable("nobody")), Optional.empty()),
        arguments(State.FRESH, held(new Forged("no such key")), Optional.empty()),
        arguments(State.FRESH, new Answered(presented(new Verified()), DOWN), Optional.of(OLD)),
        arguments(
            State.FRESH, new Answered(presented(new Unverifiable("-")), DOWN), Optional.empty()),
        arguments(
            State.REFRESHED, new Answered(presented(new Verified()), REFRESHED), Optional.of(NEW)),
        arguments(
            State.REFRESHED,
            new Answered(presented(new Unverifiable("-")), REFRESHED),
            Optional.of(NEW)),
        arguments(State.FRESH, new Situation.NoSession(), Optional.empty()),
        arguments(State.FRESH, new Situation.Unusable(), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  @DisplayName("P10 only a verified session, or one of the Auth server, is vouched for")
  void onlyAVerifiedSessionIsVouchedFor(
      State state, Situation situation, Optional<Session> vouched) {
    assertThat(Vouched.of(forward(state), situation)).isEqualTo(vouched);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"ANONYMOUS", "REJECTED", "UNAVAILABLE"})
  void nobodyIsVouchedForWithoutASession(State state) {
    assertThat(Vouched.of(forward(state), held(new Verified()))).isEmpty();
  }

  @Test
  void nobodyIsVouchedForWhoIsTurnedAway() {
    var deny = new Decision.Deny(State.ANONYMOUS, new Browser.Untouched());

    assertThat(Vouched.of(deny, held(new Verified()))).isEmpty();
  }

  private static Forward forward(State state) {
    return new Forward(state, new Upstream.AsSent(), new Browser.Untouched());
  }

  private static Held held(Verification verification) {
    return new Held(presented(verification));
  }

  private static Presented presented(Verification verification) {
    return new Presented(OLD, Agreement.ALL_READERS, verification);
  }
}
