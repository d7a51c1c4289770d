package dev.sessionkeeper.stories;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A session outgrows one cookie, and later fits into one again.
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class LargeSessionStory {
  private static final String LONG_BIOGRAPHY = "Analytical. ".repeat(200);

  private final Stage stage;

  LargeSessionStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void anExpiredSessionOfSeveralCookiesIsRefreshedAsAWhole() {
    var ada = stage.signedUpVisitor();
    ada.writesBiography(LONG_BIOGRAPHY);
    ada.savesBiography();
    var expired = ada.returnsAfterAnHour();

    ada.opens("/dashboard");

    stage
        .observes(Facts.cookies(ada), Facts.session(ada.seenFingerprint(), ada, expired))
        .behindTheSidecar("4 cookies", "server and browser have the same new session")
        .withoutTheSidecar("4 cookies", "the new session never reached the browser");
  }

  @Test
  void aSessionThatShrinksWhileItIsRefreshedLeavesNoCookieBehind() {
    var ada = stage.signedUpVisitor();
    ada.writesBiography(LONG_BIOGRAPHY);
    ada.savesBiography();
    var grown = Facts.cookies(ada);
    ada.writesBiography("");
    ada.returnsAfterAnHour();

    ada.savesBiography();

    var shrunk = Facts.cookies(ada);
    ada.opens("/dashboard");
    stage
        .observes("grown: " + grown, "shrunk: " + shrunk, Facts.visitor(ada))
        .behindTheSidecar("grown: 4 cookies", "shrunk: 1 cookie", "signed in")
        .withoutTheSidecar("grown: 4 cookies", "shrunk: 1 cookie", "signed in");
  }
}
