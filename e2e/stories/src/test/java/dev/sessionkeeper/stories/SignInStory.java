package dev.sessionkeeper.stories;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A visitor signs in and out with the app's own server actions.
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class SignInStory {
  private static final String HARDENED = "HttpOnly Secure SameSite=lax Path=/";
  private static final String AS_THE_APP_SET_IT = "SameSite=lax Path=/";

  private final Stage stage;

  SignInStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void signingInGivesTheBrowserASessionThatNoScriptCanRead() {
    var ada = stage.signedUpVisitor();
    ada.signsOut();

    ada.signsIn();

    var readable = ada.scriptReadsTheSession() ? "scripts can read it" : "no script can read it";
    stage
        .observes(Facts.visitor(ada), Facts.attributes(ada), readable)
        .behindTheSidecar("signed in", HARDENED, "no script can read it")
        .withoutTheSidecar("signed in", AS_THE_APP_SET_IT, "scripts can read it");
  }

  @Test
  void aRefreshedSessionHasTheAttributesOfThePolicy() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    ada.opens("/about");

    stage
        .observes(Facts.jar(ada, expired), Facts.attributes(ada))
        .behindTheSidecar("the browser holds a new session", HARDENED)
        .withoutTheSidecar("the browser keeps the old session", AS_THE_APP_SET_IT);
  }

  @Test
  void signingOutEndsTheSessionEverywhere() {
    var ada = stage.signedUpVisitor();
    var before = stage.auth().signOuts();

    ada.signsOut();

    observeSignOut(ada, before);
  }

  @Test
  void signingOutWithAnExpiredSessionEndsItEverywhere() {
    var ada = stage.signedUpVisitor();
    var before = stage.auth().signOuts();
    ada.returnsAfterAnHour();

    ada.signsOut();

    observeSignOut(ada, before);
  }

  private void observeSignOut(Visitor ada, int before) {
    var left = ada.jar().sessionCookies().size();
    var told = stage.auth().signOuts() > before ? "the auth server knows" : "nobody told it";
    ada.opens("/dashboard");

    stage
        .observes(Facts.visitor(ada), left + " cookies left", told)
        .behindTheSidecar("signed out", "0 cookies left", "the auth server knows")
        .withoutTheSidecar("signed out", "0 cookies left", "the auth server knows");
  }
}
