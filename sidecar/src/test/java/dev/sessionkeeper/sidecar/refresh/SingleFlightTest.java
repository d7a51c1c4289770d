package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule 2: one refresh per session, however many requests carry it.
class SingleFlightTest {
  private CoordinatorStage stage = CoordinatorStage.plain();

  @AfterEach
  void close() {
    stage.close();
  }

  private CoordinatorStage with(SimulatorOptions options) {
    stage.close();
    stage = CoordinatorStage.with(options);
    return stage;
  }

  @Test
  @DisplayName("R1 rule 2: fifty callers cost one token call and get the same session")
  void fiftyCallersCostOneTokenCall() {
    var old = stage.signUp();

    var outcomes = stage.refreshAtOnce(old, 50);

    assertThat(stage.tokenCalls()).isEqualTo(1);
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Refreshed.class));
    assertThat(outcomes.stream().map(SingleFlightTest::sessionOf).distinct()).hasSize(1);
    assertThat(outcomes.stream().filter(o -> sourceOf(o) == Source.AUTH_SERVER)).hasSize(1);
    assertThat(outcomes.stream().filter(o -> sourceOf(o) == Source.SHARED_FLIGHT)).hasSize(49);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT59S", "PT61S", "PT10M"})
  @DisplayName("R4 a late caller with the old session is served")
  void aLateCallerWithTheOldSessionIsServed(Duration later) {
    var old = stage.signUp();
    var refreshed = stage.refreshed(old);
    stage.skip(later);

    var late = stage.refreshed(old);

    assertThat(late.refreshToken()).isEqualTo(refreshed.refreshToken());
    var replayed = later.compareTo(Duration.ofMinutes(1)) < 0;
    assertThat(stage.tokenCalls()).isEqualTo(replayed ? 1 : 2);
  }

  @Test
  @DisplayName("R5 a refresh that nobody waits for any more is not done again")
  void aRefreshThatNobodyWaitsForIsNotDoneAgain() {
    var old = stage.signUp();
    var abandoned = stage.start(old, RefreshCause.EXPIRED);

    var next = stage.refreshed(old);

    assertThat(stage.tokenCalls()).isEqualTo(1);
    assertThat(sessionOf(abandoned.result())).isEqualTo(next);
  }

  @Test
  @DisplayName("R6 a sidecar that died before the answer came leaves the user signed in")
  void aSidecarThatDiedBeforeTheAnswerCameLeavesTheUserSignedIn() {
    var old = stage.signUp();
    stage.onToken(new Fault.ResetAfter(), 2);
    var lost = stage.refresh(old);
    stage.restart();

    var refreshed = stage.refreshed(old);

    assertThat(lost).isInstanceOf(RefreshOutcome.Unavailable.class);
    assertThat(refreshed.refreshToken()).isNotEqualTo(old.refreshToken());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R7 an answer lost after the rotation is asked for again with the same token")
  void anAnswerLostAfterTheRotationIsAskedForAgain(boolean hangs) {
    var old = stage.signUp();
    stage.onToken(hangs ? new Fault.HangAfter() : new Fault.ResetAfter(), 1);

    var outcome = stage.refresh(old);

    assertThat(outcome).isInstanceOf(Refreshed.class);
    assertThat(stage.tokenCalls()).isEqualTo(2);
  }

  @Test
  @DisplayName("R8 rule 4: a slow response is given the newest generation")
  void aSlowResponseIsGivenTheNewestGeneration() {
    var first = stage.signUp();
    var second = stage.refreshed(first);
    var third = stage.refreshed(second);

    assertThat(stage.newest(first)).isEqualTo(third);
    assertThat(stage.newest(second)).isEqualTo(third);
    assertThat(stage.newest(third)).isEqualTo(third);
    assertThat(stage.refreshed(first)).isEqualTo(third);
  }

  @Test
  @DisplayName("R10 rule 4: a token three generations late is answered with the newest one")
  void aTokenThreeGenerationsLateIsAnsweredWithTheNewestOne() {
    with(SimulatorOptions.defaults().with("GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION", "2"));
    var old = stage.signUp();
    var newest = stage.refreshed(stage.refreshed(stage.refreshed(old)));

    var late = stage.refreshed(old);

    assertThat(late).isEqualTo(newest);
    assertThat(stage.tokenCalls()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  @DisplayName("R10 a generation that is too old to be presented is not presented")
  void aGenerationThatIsTooOldIsNotPresented(String version) {
    with(
        SimulatorOptions.defaults()
            .with("GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION", version));
    var old = stage.signUp();
    stage.auth().simulator().clock().advance(Duration.ofSeconds(2));
    var second = stage.refreshed(old);
    stage.auth().simulator().clock().advance(Duration.ofSeconds(2));
    var third = stage.refreshed(second);
    stage.skip(Duration.ofMinutes(2));

    var late = stage.refresh(old);

    assertThat(late).isInstanceOf(RefreshOutcome.Rejected.class);
    assertThat(stage.tokenCalls()).isEqualTo(2);
    assertThat(stage.refresh(third)).isInstanceOf(Refreshed.class);
  }

  @Test
  @DisplayName("R11 the upgrade to tokens of the second version costs one call")
  void theUpgradeToTokensOfTheSecondVersionCostsOneCall() {
    var old = stage.signUp();
    var upgrading =
        Map.of(
            "GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION", "2",
            "GOTRUE_SECURITY_REFRESH_TOKEN_UPGRADE_PERCENTAGE", "100");
    AuthStage.answer(stage.auth().simulator().reconfigure(upgrading));

    var outcomes = stage.refreshAtOnce(old, 4);

    assertThat(stage.tokenCalls()).isEqualTo(1);
    assertThat(outcomes.stream().map(SingleFlightTest::sessionOf).distinct()).hasSize(1);
    assertThat(sessionOf(outcomes.getFirst()).refreshToken().value()).startsWith("A");
  }

  @Test
  void aSessionThatWasStoredWithoutItsUserIsRefreshedWithoutOne() {
    var old = SessionText.withoutUser(stage.signUp());

    assertThat(stage.refreshed(old).json()).doesNotContain("\"user\":");
  }

  private static Session sessionOf(RefreshOutcome outcome) {
    return refreshed(outcome).session();
  }

  private static Source sourceOf(RefreshOutcome outcome) {
    return refreshed(outcome).source();
  }

  private static Refreshed refreshed(RefreshOutcome outcome) {
    return switch (outcome) {
      case Refreshed refreshed -> refreshed;
      case RefreshOutcome other -> throw new AssertionError("expected a session, found " + other);
    };
  }
}
