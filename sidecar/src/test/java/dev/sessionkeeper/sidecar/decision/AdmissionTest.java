package dev.sessionkeeper.sidecar.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Decision.Deny;
import dev.sessionkeeper.sidecar.decision.Decision.Forbid;
import dev.sessionkeeper.sidecar.decision.Decision.Forward;
import dev.sessionkeeper.sidecar.decision.Decision.Upstream;
import dev.sessionkeeper.sidecar.decision.Situation.Answered;
import dev.sessionkeeper.sidecar.decision.Situation.Held;
import dev.sessionkeeper.sidecar.decision.Situation.NoSession;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.route.Needs;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Sessions;
import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.session.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {
  private static final Session WEAK = saying("\"role\":\"staff\",\"aal\":\"aal1\"");
  private static final Session STRONG = saying("\"role\":\"staff\",\"aal\":\"aal2\"");
  private static final Session STRANGER = saying("\"role\":\"anon\",\"aal\":\"aal2\"");
  private static final ClaimRule STAFF = new ClaimRule("role", List.of("admin", "staff"));
  private static final Needs FACTOR = new Needs(0, Assurance.AAL2, "", List.of());
  private static final Needs ROLE = new Needs(1, Assurance.AAL1, "", List.of(STAFF));
  private static final Needs BOTH = new Needs(2, Assurance.AAL2, "", List.of(STAFF));
  private static final Forward FORWARD =
      new Forward(State.FRESH, new Upstream.AsSent(), new Browser.Delete());

  static Stream<Arguments> sessions() {
    return Stream.of(
        arguments(WEAK, FACTOR, Lack.ASSURANCE),
        arguments(WEAK, ROLE, Lack.NOTHING),
        arguments(WEAK, BOTH, Lack.ASSURANCE),
        arguments(STRONG, FACTOR, Lack.NOTHING),
        arguments(STRONG, BOTH, Lack.NOTHING),
        arguments(STRANGER, FACTOR, Lack.NOTHING),
        arguments(STRANGER, ROLE, Lack.CLAIMS),
        arguments(STRANGER, BOTH, Lack.CLAIMS),
        arguments(saying("\"x\":1"), BOTH, Lack.CLAIMS),
        arguments(STRANGER, Needs.NONE, Lack.NOTHING));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void aSessionThatLacksSomethingIsTurnedAway(Session session, Needs needs, Lack lack) {
    var decision = Admission.of(FORWARD, held(session, new Verification.Verified()), needs);

    assertThat(decision)
        .isEqualTo(
            lack == Lack.NOTHING ? FORWARD : new Forbid(State.FRESH, new Browser.Delete(), lack));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void whatIsRememberedOfASessionTellsTheSame(Session session, Needs needs, Lack lack) {
    assertThat(Rights.of(session, List.of(FACTOR, ROLE, BOTH)).lack(needs)).isEqualTo(lack);
  }

  @Test
  void nothingIsRememberedWhereNothingIsAsked() {
    assertThat(Rights.of(WEAK, List.of())).isSameAs(Rights.of(STRONG, List.of()));
    assertThat(Rights.of(WEAK, List.of()).lack(Needs.NONE)).isEqualTo(Lack.NOTHING);
  }

  @Test
  void claimsThatNobodyVerifiedDoNotCount() {
    var forged = held(STRONG, new Verification.Forged("x"));
    var unverifiable = held(STRONG, new Verification.Unverifiable("x"));

    assertThat(Admission.of(FORWARD, forged, FACTOR)).isInstanceOf(Forbid.class);
    assertThat(Admission.of(FORWARD, unverifiable, FACTOR)).isInstanceOf(Forbid.class);
    assertThat(Admission.of(FORWARD, new NoSession(), FACTOR)).isInstanceOf(Forbid.class);
  }

  @Test
  void afterARefreshTheNewClaimsCount() {
    var lost = new Refreshed(WEAK, Source.AUTH_SERVER);
    var won = new Refreshed(STRONG, Source.AUTH_SERVER);

    assertThat(Admission.of(FORWARD, answered(STRONG, lost), FACTOR)).isInstanceOf(Forbid.class);
    assertThat(Admission.of(FORWARD, answered(WEAK, won), FACTOR)).isEqualTo(FORWARD);
  }

  @Test
  void withoutAnAnswerTheOldClaimsCount() {
    var unavailable = new Unavailable(UnavailableReason.TIMEOUT, Optional.empty());

    assertThat(Admission.of(FORWARD, answered(STRONG, unavailable), FACTOR)).isEqualTo(FORWARD);
    assertThat(Admission.of(FORWARD, answered(WEAK, unavailable), FACTOR))
        .isInstanceOf(Forbid.class);
  }

  @Test
  void whoIsTurnedAwayAnywayStaysSo() {
    var deny = new Deny(State.ANONYMOUS, new Browser.Untouched());

    assertThat(Admission.of(deny, new NoSession(), FACTOR)).isEqualTo(deny);
  }

  private static Held held(Session session, Verification verification) {
    return new Held(new Presented(session, Agreement.ALL_READERS, verification));
  }

  private static Answered answered(Session session, RefreshOutcome outcome) {
    return new Answered(
        new Presented(session, Agreement.ALL_READERS, new Verification.Verified()), outcome);
  }

  private static Session saying(String claims) {
    var token = Sessions.jwt("s", 0, 4_102_444_800L).split("\\.", -1);
    var payload = "{\"sub\":\"u\",\"session_id\":\"s\"," + claims + "}";
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(payload));
    return Sessions.of(token[0] + "." + encoded + "." + token[2], "refresh00000", 4_102_444_800L);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
