package dev.sessionkeeper.stories;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A route of which the policy says that it requires a session, and the app says nothing.
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class ProtectedRouteStory {
  private final Stage stage;

  ProtectedRouteStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void aNavigationWithoutSessionEndsAtTheSignInPage() {
    var stranger = stage.visitor();

    var arrived = stranger.opens("/protected");

    stage
        .observes(stranger.way(arrived))
        .behindTheSidecar("302, then 200 /sign-in?next=%2Fprotected")
        .withoutTheSidecar("200 /protected");
  }

  @Test
  void aFetchWithoutSessionIsRefused() {
    var stranger = stage.visitor();
    stranger.opens("/about");

    var answer = stranger.fetches("/protected");

    stage
        .observes(answer)
        .behindTheSidecar("401 application/problem+json")
        .withoutTheSidecar("200 text/html");
  }

  @Test
  void anExpiredSessionOpensTheProtectedPage() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    ada.opens("/protected");

    stage
        .observes(Facts.visitor(ada), Facts.session(ada.seenFingerprint(), ada, expired))
        .behindTheSidecar("signed in", "server and browser have the same new session")
        .withoutTheSidecar("signed in", "the new session never reached the browser");
  }
}
