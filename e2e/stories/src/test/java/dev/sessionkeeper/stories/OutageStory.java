package dev.sessionkeeper.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The auth server is gone for a while, hangs, or refuses because it is asked too often.
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class OutageStory {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Boolean.getBoolean("sessionkeeper.long") ? 60 : 15);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration RECOVERY = Duration.ofSeconds(45);
  private static final String NO_PAGE = "no page for " + PATIENCE.toSeconds() + " s";
  private static final String PAGE_FOR_NOBODY = "page in time, signed out";
  private static final String AGAIN = "signed in again by itself";
  private static final String KEPT = "the browser keeps the old session";

  private final Stage stage;

  OutageStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void anUnreachableAuthServerSignsNobodyOutAndHoldsNobodyUp() {
    var bob = stage.signedUpVisitor();
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();
    var end = Instant.now().plus(OUTAGE);

    var page =
        stage
            .auth()
            .whileUnreachable(
                () -> {
                  var opened = opens(ada);
                  keepsReloading(bob, end);
                  return opened;
                });

    var kept = Facts.jar(ada, expired);
    stage
        .observes(page, kept, "valid session: " + Facts.visitor(bob), recovers(ada))
        .behindTheSidecar(PAGE_FOR_NOBODY, KEPT, "valid session: signed in", AGAIN)
        .withoutTheSidecar(NO_PAGE, KEPT, "valid session: signed in", AGAIN);
  }

  @Test
  void rule1_aSessionInItsLastMinuteIsShownWhileTheAuthServerIsDown() {
    var ada = stage.signedUpVisitor();
    var ending = ada.returnsWithLeft(Duration.ofSeconds(60));

    var page = stage.auth().whileUnreachable(() -> opens(ada));

    stage
        .observes(page, Facts.jar(ada, ending))
        .behindTheSidecar("page in time, signed in", KEPT)
        .withoutTheSidecar(NO_PAGE, KEPT);
  }

  @Test
  void aHangingAuthServerHoldsNobodyUp() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    var page = stage.auth().whileHanging(() -> opens(ada));

    var kept = Facts.jar(ada, expired);
    stage
        .observes(page, kept, recovers(ada))
        .behindTheSidecar(PAGE_FOR_NOBODY, KEPT, AGAIN)
        .withoutTheSidecar(NO_PAGE, KEPT, AGAIN);
  }

  @Test
  void aRateLimitSignsNobodyOut() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    var answer = stage.auth().whileRateLimited(ada::asksTheRouteHandler);

    assertThat(answer.status()).isEqualTo(401);
    var kept = Facts.jar(ada, expired);
    stage
        .observes(kept, recovers(ada))
        .behindTheSidecar(KEPT, AGAIN)
        .withoutTheSidecar("the browser's session is gone", "has to sign in again");
  }

  /// Opens a page as an impatient visitor does.
  private static String opens(Visitor visitor) {
    return visitor.opensWithin(PATIENCE, "/dashboard")
        ? "page in time, " + Facts.visitor(visitor)
        : NO_PAGE;
  }

  private static void keepsReloading(Visitor visitor, Instant end) {
    do {
      visitor.opens("/dashboard");
      assertThat(visitor.seesHerself())
          .as("a valid session while the auth server is down")
          .isTrue();
    } while (Instant.now().isBefore(end));
  }

  private static String recovers(Visitor visitor) {
    if (visitor.jar().session().isEmpty()) {
      return "has to sign in again";
    }
    Waiting.until(
        "the visitor is signed in again",
        RECOVERY,
        () -> {
          visitor.opens("/dashboard");
          return visitor.seesHerself();
        });
    return AGAIN;
  }
}
