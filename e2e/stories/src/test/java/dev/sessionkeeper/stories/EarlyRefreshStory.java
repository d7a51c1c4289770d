package dev.sessionkeeper.stories;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A visitor is active while the session is valid, but comes near its end.
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class EarlyRefreshStory {
  private static final Duration A_FEW_MINUTES = Duration.ofMinutes(5);
  private static final int PAGE_VIEWS = 4;

  private final Stage stage;

  EarlyRefreshStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void anActiveVisitorGetsANewSessionBeforeTheOldOneEnds() {
    var ada = stage.signedUpVisitor();
    var old = ada.returnsWithLeft(A_FEW_MINUTES);

    for (var view = 0; view < PAGE_VIEWS; view++) {
      ada.opens("/dashboard");
    }

    stage
        .observes(Facts.visitor(ada), Facts.jar(ada, old), Facts.tokenCalls(stage.auth(), old))
        .behindTheSidecar("signed in", "the browser holds a new session", "one token call")
        .withoutTheSidecar("signed in", "the browser keeps the old session", "no token call");
  }
}
