package dev.sessionkeeper.sidecar.decision;

import static dev.sessionkeeper.contract.CookiesConfig.InvalidCookies.DELETE;
import static dev.sessionkeeper.contract.CookiesConfig.InvalidCookies.KEEP;
import static dev.sessionkeeper.contract.RouteConfig.SessionRule.REFRESH;
import static dev.sessionkeeper.contract.RouteConfig.SessionRule.REQUIRE;
import static dev.sessionkeeper.contract.SidecarConfig.OnUnavailable.ANONYMOUS;
import static dev.sessionkeeper.contract.SidecarConfig.OnUnavailable.SERVICE_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Decision.Deny;
import dev.sessionkeeper.sidecar.decision.Decision.Forward;
import dev.sessionkeeper.sidecar.decision.Decision.TryLater;
import dev.sessionkeeper.sidecar.decision.Decision.Upstream;
import dev.sessionkeeper.sidecar.decision.Situation.Answered;
import dev.sessionkeeper.sidecar.decision.Situation.Held;
import dev.sessionkeeper.sidecar.decision.Situation.NoSession;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.decision.Situation.Unusable;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Rejected;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Sessions;
import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.session.UpstreamCopy;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.session.Verification.Forged;
import dev.sessionkeeper.sidecar.session.Verification.Unverifiable;
import dev.sessionkeeper.sidecar.session.Verification.Verified;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The table "Failure policy" of the design, row by row.
class FailurePolicyTest {
  private static final Moment NOW = Moment.of(Sessions.NOW);
  private static final Session LONG = Sessions.expiringIn(Duration.ofMinutes(30));
  private static final Session SHORT = Sessions.expiringIn(Duration.ofMinutes(1));
  private static final Session OVER = Sessions.expiringIn(Duration.ofSeconds(-1));
  private static final Session NEW = Sessions.expiringIn(Duration.ofHours(1));
  private static final Verification VERIFIED = new Verified();
  private static final Verification UNVERIFIABLE = new Unverifiable("nobody to ask");
  private static final Verification FORGED = new Forged("no such key");
  private static final Upstream AS_SENT = new Upstream.AsSent();
  private static final Upstream STRIPPED = new Upstream.Stripped();
  private static final Browser UNTOUCHED = new Browser.Untouched();
  private static final Browser DELETED = new Browser.Delete();
  private static final Unavailable DOWN =
      new Unavailable(UnavailableReason.TIMEOUT, Optional.empty());

  static Stream<Arguments> rows() {
    return Stream.of(
        arguments(REFRESH, new NoSession(), new Forward(State.ANONYMOUS, AS_SENT, UNTOUCHED)),
        arguments(REQUIRE, new NoSession(), new Deny(State.ANONYMOUS, UNTOUCHED)),
        arguments(REFRESH, new Unusable(), new Forward(State.ANONYMOUS, STRIPPED, UNTOUCHED)),
        arguments(REQUIRE, new Unusable(), new Deny(State.ANONYMOUS, UNTOUCHED)),
        arguments(REFRESH, held(LONG, VERIFIED), new Forward(State.FRESH, AS_SENT, UNTOUCHED)),
        arguments(REQUIRE, held(LONG, VERIFIED), new Forward(State.FRESH, AS_SENT, UNTOUCHED)),
        arguments(REFRESH, held(LONG, UNVERIFIABLE), new Forward(State.FRESH, AS_SENT, UNTOUCHED)),
        arguments(REQUIRE, held(LONG, UNVERIFIABLE), new TryLater(Duration.ofSeconds(5))),
        arguments(REFRESH, held(LONG, FORGED), new Forward(State.ANONYMOUS, STRIPPED, UNTOUCHED)),
        arguments(REQUIRE, held(LONG, FORGED), new Deny(State.ANONYMOUS, UNTOUCHED)),
        arguments(
            REFRESH,
            answered(OVER, new Refreshed(NEW, Source.AUTH_SERVER)),
            new Forward(State.REFRESHED, new Upstream.Shown(NEW), new Browser.Write(NEW))),
        arguments(
            REQUIRE,
            answered(OVER, new Refreshed(NEW, Source.REPLAY)),
            new Forward(State.REFRESHED, new Upstream.Shown(NEW), new Browser.Write(NEW))),
        arguments(
            REFRESH,
            answered(OVER, new Rejected(FatalCode.USER_BANNED, Standing.FINAL)),
            new Forward(State.REJECTED, STRIPPED, DELETED)),
        arguments(
            REQUIRE,
            answered(OVER, new Rejected(FatalCode.USER_BANNED, Standing.FINAL)),
            new Deny(State.REJECTED, DELETED)),
        arguments(
            REFRESH, answered(OVER, DOWN), new Forward(State.UNAVAILABLE, STRIPPED, UNTOUCHED)),
        arguments(REQUIRE, answered(OVER, DOWN), new TryLater(Duration.ofSeconds(5))));
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("rows")
  void eachSituationIsDecidedAsTheDesignSays(
      SessionRule rule, Situation situation, Decision expected) {
    assertThat(policy(rule).decide(situation, NOW)).isEqualTo(expected);
  }

  static Stream<RefreshOutcome> everythingButSuccess() {
    return Stream.concat(
        Arrays.stream(UnavailableReason.values())
            .map(reason -> new Unavailable(reason, Optional.empty())),
        Arrays.stream(FatalCode.values())
            .flatMap(
                code ->
                    Arrays.stream(Standing.values())
                        .map(standing -> new Rejected(code, standing))));
  }

  @ParameterizedTest
  @MethodSource("everythingButSuccess")
  void rule1AndR14AStillValidSessionIsShownLongerLivedWhateverTheAuthServerSays(
      RefreshOutcome outcome) {
    var decision = policy(REFRESH).decide(answered(SHORT, outcome), NOW);

    var copy = UpstreamCopy.of(SHORT, NOW);
    assertThat(decision).isEqualTo(new Forward(State.FRESH, new Upstream.Shown(copy), UNTOUCHED));
    assertThat(copy.json()).contains("\"expires_at\":" + (Sessions.NOW.getEpochSecond() + 120));
  }

  @ParameterizedTest
  @EnumSource(UnavailableReason.class)
  void rule3AndR15NoUnansweredRefreshDeletesAnything(UnavailableReason reason) {
    var decision =
        policy(REFRESH).decide(answered(OVER, new Unavailable(reason, Optional.empty())), NOW);

    assertThat(decision).isEqualTo(new Forward(State.UNAVAILABLE, STRIPPED, UNTOUCHED));
  }

  @ParameterizedTest
  @EnumSource(FatalCode.class)
  void rule3AndR9AnAnswerThatIsNotBelievedYetDeletesNothing(FatalCode code) {
    var decision =
        policy(REFRESH).decide(answered(OVER, new Rejected(code, Standing.FIRST_SIGHT)), NOW);

    assertThat(decision).isEqualTo(new Forward(State.REJECTED, STRIPPED, UNTOUCHED));
  }

  @Test
  void anExpiredSessionIsAnswered503WhereThePolicySaysSo() {
    var strict = new FailurePolicy(REFRESH, SERVICE_UNAVAILABLE, KEEP);
    var limited =
        new Unavailable(UnavailableReason.RATE_LIMITED, Optional.of(Duration.ofSeconds(9)));

    assertThat(strict.decide(answered(OVER, DOWN), NOW))
        .isEqualTo(new TryLater(Duration.ofSeconds(5)));
    assertThat(strict.decide(answered(OVER, limited), NOW))
        .isEqualTo(new TryLater(Duration.ofSeconds(9)));
  }

  @Test
  void forgedAndMalformedCookiesAreDeletedWhereThePolicySaysSo() {
    var strict = new FailurePolicy(REFRESH, ANONYMOUS, DELETE);
    var expected = new Forward(State.ANONYMOUS, STRIPPED, DELETED);

    assertThat(strict.decide(new Unusable(), NOW)).isEqualTo(expected);
    assertThat(strict.decide(held(LONG, FORGED), NOW)).isEqualTo(expected);
  }

  @Test
  void c3AForgedDuplicateDoesNotDeleteTheGenuineCookie() {
    var strict = new FailurePolicy(REFRESH, ANONYMOUS, DELETE);
    var presented = new Presented(LONG, Agreement.DIFFERING_DUPLICATES, FORGED);

    assertThat(strict.decide(new Held(presented), NOW))
        .isEqualTo(new Forward(State.ANONYMOUS, STRIPPED, UNTOUCHED));
  }

  @Test
  void c3DifferingDuplicatesAreShownAsOneSession() {
    var presented = new Presented(LONG, Agreement.DIFFERING_DUPLICATES, VERIFIED);

    assertThat(policy(REFRESH).decide(new Held(presented), NOW))
        .isEqualTo(new Forward(State.FRESH, new Upstream.Shown(LONG), UNTOUCHED));
  }

  @Test
  void rule1AFreshTokenOfShortLifeIsShownLongerLived() {
    var refreshed = new Refreshed(SHORT, Source.AUTH_SERVER);

    assertThat(policy(REFRESH).decide(answered(OVER, refreshed), NOW))
        .isEqualTo(
            new Forward(
                State.REFRESHED,
                new Upstream.Shown(UpstreamCopy.of(SHORT, NOW)),
                new Browser.Write(SHORT)));
  }

  @Test
  void r13ASessionIsJudgedByTheClockOfTheAuthServer() {
    var ahead = Moment.of(Sessions.NOW.plusSeconds(300), Duration.ofMinutes(5));
    var behind = Moment.of(Sessions.NOW.minusSeconds(300), Duration.ofMinutes(-5));

    assertThat(policy(REFRESH).decide(answered(SHORT, DOWN), ahead))
        .isInstanceOfSatisfying(
            Forward.class, forward -> assertThat(forward.state()).isEqualTo(State.FRESH));
    assertThat(policy(REFRESH).decide(answered(OVER, DOWN), behind))
        .isEqualTo(new Forward(State.UNAVAILABLE, STRIPPED, UNTOUCHED));
  }

  @Test
  void statesAreWrittenInLowerCase() {
    assertThat(State.REFRESHED.label()).isEqualTo("refreshed");
  }

  private static FailurePolicy policy(SessionRule rule) {
    OnUnavailable onUnavailable = ANONYMOUS;
    InvalidCookies invalid = KEEP;
    return new FailurePolicy(rule, onUnavailable, invalid);
  }

  private static Held held(Session session, Verification verification) {
    return new Held(new Presented(session, Agreement.ALL_READERS, verification));
  }

  private static Answered answered(Session session, RefreshOutcome outcome) {
    return new Answered(new Presented(session, Agreement.ALL_READERS, VERIFIED), outcome);
  }
}
