package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Rejected;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.simulator.control.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Rules 3 and 8: whose session ends, and whose does not.
class RejectionTest {
  private final CoordinatorStage stage = CoordinatorStage.plain();

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(value = FatalCode.class, names = "REFRESH_TOKEN_ALREADY_USED", mode = Mode.EXCLUDE)
  @DisplayName("R14 a code of the closed list ends the session at once, and is asked for once")
  void aCodeOfTheClosedListEndsTheSessionAtOnce(FatalCode code) {
    var session = stage.signUp();
    stage.onToken(refusal(code), 10);

    var first = stage.refresh(session);
    var second = stage.refresh(session);

    assertThat(first).isEqualTo(new Rejected(code, Standing.FINAL));
    assertThat(second).isEqualTo(first);
    assertThat(stage.tokenCalls()).isEqualTo(1);
    assertThat(stage.heard.ended).containsExactly(code);
  }

  @Test
  @DisplayName("R9 R14 rule 3: already_used is believed ten seconds later, not at first sight")
  void alreadyUsedIsBelievedTenSecondsLater() {
    var session = stage.signUp();
    stage.onToken(refusal(FatalCode.REFRESH_TOKEN_ALREADY_USED), 10);

    var first = stage.refresh(session);
    stage.skip(Duration.ofSeconds(9));
    var soon = stage.refresh(session);
    stage.skip(Duration.ofSeconds(1));
    var later = stage.refresh(session);

    assertThat(first)
        .isEqualTo(new Rejected(FatalCode.REFRESH_TOKEN_ALREADY_USED, Standing.FIRST_SIGHT));
    assertThat(soon).isEqualTo(first);
    assertThat(later).isEqualTo(new Rejected(FatalCode.REFRESH_TOKEN_ALREADY_USED, Standing.FINAL));
    assertThat(stage.tokenCalls()).isEqualTo(1);
    assertThat(stage.heard.ended).hasSize(1);
  }

  @Test
  @DisplayName("R9 the session that another sidecar refreshed is not ended by the stale one")
  void theSessionThatAnotherSidecarRefreshedIsNotEnded() {
    var old = stage.signUp();
    var second = stage.refreshed(old);
    stage.restart();
    stage.onToken(refusal(FatalCode.REFRESH_TOKEN_ALREADY_USED), 1);

    var stale = stage.refresh(old);
    var living = stage.refresh(second);

    assertThat(stale).isInstanceOf(Rejected.class);
    assertThat(living).isInstanceOf(Refreshed.class);
    assertThat(stage.heard.ended).isEmpty();
  }

  @Test
  @DisplayName("rule 3: signing out elsewhere ends the newest generation")
  void signingOutElsewhereEndsTheNewestGeneration() {
    var session = stage.refreshed(stage.signUp());
    stage.auth().signOut(session);

    assertThat(stage.refresh(session))
        .isEqualTo(new Rejected(FatalCode.REFRESH_TOKEN_NOT_FOUND, Standing.FINAL));
  }

  @Test
  @DisplayName("R10 rule 3: a stale session that was never presented ends nobody's session")
  void aStaleSessionThatWasNeverPresentedEndsNothing() {
    var old = stage.signUp();
    stage.auth().simulator().clock().advance(Duration.ofSeconds(2));
    var second = stage.refreshed(old);
    stage.auth().simulator().clock().advance(Duration.ofSeconds(2));
    stage.refreshed(second);
    stage.skip(Duration.ofMinutes(2));

    var first = stage.refresh(old);
    stage.skip(Duration.ofSeconds(11));
    var again = stage.refresh(old);

    assertThat(first)
        .isEqualTo(new Rejected(FatalCode.REFRESH_TOKEN_ALREADY_USED, Standing.FIRST_SIGHT));
    assertThat(again).isEqualTo(first);
    assertThat(stage.heard.ended).isEmpty();
  }

  @Test
  @DisplayName("R14 rule 3: an answer to the parent of the newest generation ends nothing")
  void anAnswerToTheParentOfTheNewestGenerationEndsNothing() {
    var parent = stage.signUp();
    stage.auth().simulator().clock().advance(Duration.ofSeconds(2));
    stage.refreshed(parent);
    stage.skip(Duration.ofMinutes(2));
    stage.onToken(refusal(FatalCode.SESSION_NOT_FOUND), 1);

    var outcome = stage.refresh(parent);

    assertThat(outcome).isEqualTo(new Rejected(FatalCode.SESSION_NOT_FOUND, Standing.FIRST_SIGHT));
    assertThat(stage.heard.ended).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R18 rule 8: a session of another user or sign-in is discarded")
  void aSessionOfAnotherUserOrSignInIsDiscarded(Stranger stranger) {
    var session = stage.signUp();
    stage.onToken(
        switch (stranger) {
          case USER -> new Fault.OtherUser();
          case SIGN_IN -> new Fault.OtherSession();
        },
        1);

    var outcome = stage.refresh(session);
    stage.skip(Duration.ofSeconds(2));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason()).isEqualTo(UnavailableReason.OTHER_SESSION));
    assertThat(stage.refresh(session)).isInstanceOf(Refreshed.class);
  }

  /// Whose session is answered.
  enum Stranger {
    USER,
    SIGN_IN
  }

  @Test
  @DisplayName("R19 the same refresh token with another access token shares nothing")
  void theSameRefreshTokenWithAnotherAccessTokenSharesNothing() {
    var victim = stage.signUp();
    var thief = withRefreshTokenOf(victim, stage.auth().signUp("eve@example.com"));
    var refreshed = stage.refreshed(victim);

    var stolen = stage.refresh(thief);

    assertThat(stolen)
        .isInstanceOfSatisfying(
            Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason()).isEqualTo(UnavailableReason.OTHER_SESSION));
    assertThat(stage.refreshed(victim)).isEqualTo(refreshed);
  }

  private static Session withRefreshTokenOf(Session victim, Session thief) {
    var json = thief.json().replace(thief.refreshToken().value(), victim.refreshToken().value());
    return SessionText.ofStored(json).orElseThrow();
  }

  private static Fault refusal(FatalCode code) {
    return new Fault.Answer(
        400,
        Map.of("X-Sb-Error-Code", code.code(), "Content-Type", "application/json"),
        "{\"code\":\"" + code.code() + "\",\"message\":\"no\"}");
  }
}
