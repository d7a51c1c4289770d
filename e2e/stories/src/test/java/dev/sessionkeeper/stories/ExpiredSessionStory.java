package dev.sessionkeeper.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A visitor comes back when the access token has expired.
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class ExpiredSessionStory {
  private static final String SHARED = "server and browser have the same new session";
  private static final String LOST = "the new session never reached the browser";
  private static final String HARDENED = "HttpOnly Secure SameSite=lax Path=/";
  private static final String AS_THE_APP_SET_IT = "SameSite=lax Path=/";

  private final Stage stage;

  ExpiredSessionStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void aReloadRefreshesTheSessionWithinTheSameRequest() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    ada.opens("/dashboard");

    stage
        .observes(
            Facts.visitor(ada),
            Facts.session(ada.seenFingerprint(), ada, expired),
            Facts.tokenCalls(stage.auth(), expired))
        .behindTheSidecar("signed in", SHARED, "one token call")
        .withoutTheSidecar("signed in", LOST, "several token calls");
  }

  @Test
  void theSecondReloadNeedsNoRefresh() {
    var ada = stage.signedUpVisitor();
    ada.returnsAfterAnHour();
    ada.opens("/dashboard");
    var held = ada.session();
    var before = stage.auth().tokenCalls(held);

    ada.opens("/dashboard");

    var again = stage.auth().tokenCalls(held) > before ? "refreshed again" : "no refresh";
    stage
        .observes(again, ada.seenState())
        .behindTheSidecar("no refresh", "fresh")
        .withoutTheSidecar("refreshed again", "none");
  }

  @Test
  void eightParallelRequestsCostOneTokenCallAndSeeTheSameSession() {
    var ada = stage.signedUpVisitor();
    ada.opens("/about");
    var expired = ada.returnsAfterAnHour();

    var seen = ada.fetchesInParallel("/dashboard", 8);

    assertThat(seen).hasSize(8);
    stage
        .observes(
            new HashSet<>(seen).size() == 1 ? "all eight saw one token" : "different tokens",
            Facts.jar(ada, expired),
            Facts.tokenCalls(stage.auth(), expired))
        .behindTheSidecar(
            "all eight saw one token", "the browser holds a new session", "one token call")
        .withoutTheSidecar(
            "different tokens", "the browser keeps the old session", "several token calls");
  }

  @Test
  void aNestedRouteShowsTheNewSessionInLayoutAndPage() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    ada.opens("/dashboard/reports/2026");

    assertThat(ada.page().locator("#greeting").textContent()).startsWith("Hello, ada-");
    stage
        .observes(
            Facts.session(ada.seenFingerprint(), ada, expired),
            Facts.tokenCalls(stage.auth(), expired))
        .behindTheSidecar(SHARED, "one token call")
        .withoutTheSidecar(LOST, "several token calls");
  }

  @Test
  void aRouteHandlerAnswersWithTheNewSession() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    var answer = ada.asksTheRouteHandler();

    stage
        .observes(
            "status " + answer.status(),
            Facts.session(answer.fingerprint(), ada, expired),
            Facts.attributes(ada))
        .behindTheSidecar("status 200", SHARED, HARDENED)
        .withoutTheSidecar("status 200", SHARED, AS_THE_APP_SET_IT);
  }

  @Test
  void aServerActionSeesTheNewSession() {
    var ada = stage.signedUpVisitor();
    var expired = ada.returnsAfterAnHour();

    var seen = ada.asksByServerAction();

    stage
        .observes(Facts.session(seen, ada, expired), Facts.attributes(ada))
        .behindTheSidecar(SHARED, HARDENED)
        .withoutTheSidecar(SHARED, AS_THE_APP_SET_IT);
  }

  @Test
  void aClientNavigationRefreshesTheSession() {
    var ada = stage.signedUpVisitor();
    ada.opens("/about");
    var expired = ada.returnsAfterAnHour();

    ada.followsTheLink("Dashboard");

    stage
        .observes(
            Facts.session(ada.seenFingerprint(), ada, expired),
            Facts.tokenCalls(stage.auth(), expired))
        .behindTheSidecar(SHARED, "one token call")
        .withoutTheSidecar(LOST, "several token calls");
  }

  @Test
  void aStaticPageRefreshesTheSessionAndIsThenKeptByNoCache() {
    var ada = stage.signedUpVisitor();
    var fresh = caching(ada, "/about");
    var expired = ada.returnsAfterAnHour();

    var refreshed = caching(ada, "/");

    stage
        .observes("fresh: " + fresh, "expired: " + refreshed, Facts.jar(ada, expired))
        .behindTheSidecar(
            "fresh: shared caches may keep it",
            "expired: no cache may keep it",
            "the browser holds a new session")
        .withoutTheSidecar(
            "fresh: shared caches may keep it",
            "expired: shared caches may keep it",
            "the browser keeps the old session");
  }

  private static String caching(Visitor visitor, String path) {
    var rule = visitor.opens(path).headerValue("cache-control");
    assertThat(List.of(rule.split(", "))).containsAnyOf("no-store", "s-maxage=31536000");
    return rule.contains("no-store") ? "no cache may keep it" : "shared caches may keep it";
  }
}
