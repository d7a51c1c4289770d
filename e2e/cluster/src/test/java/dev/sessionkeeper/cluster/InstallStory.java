package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// From `helm install` to the first refreshed session, as the quick start of the README has it.
@ExtendWith(OnCluster.class)
@Isolated("it is timed")
final class InstallStory {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration INJECTED = Duration.ofSeconds(2);

  private static final String AT_MOST = "(at most 2 s)";

  private final Platform platform;

  InstallStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void theChartIsInstalledAndReady() {
    var took = platform.release().installation();

    Figures.note("helm install until everything is ready", took, "(at most 60 s)");
    assertThat(took).isLessThan(READY);
    assertThat(platform.release().operators()).hasSize(2);
  }

  @Test
  void aPolicyIsInForceAMomentAfterItWasApplied() {
    try (var first = platform.namespace("install-first");
        var second = platform.namespace("install-second")) {
      var cold = injected(first);
      var warm = injected(second);

      Figures.note("a policy applied until pods are injected, the first one", cold, AT_MOST);
      Figures.note("a policy applied until pods are injected, the next one", warm, AT_MOST);
      assertThat(cold).isLessThan(INJECTED);
      assertThat(warm).isLessThan(INJECTED);
    }
  }

  @Test
  void helmTestShowsThatAPodIsInjected() {
    var began = System.nanoTime();

    assertThat(platform.release().test()).contains("Succeeded").doesNotContain("Failed");

    Figures.note("helm test", Figures.since(began));
  }

  private Duration injected(Namespace shop) {
    shop.apply(Policy.of("web", platform.project()).yaml());
    var applied = System.nanoTime();
    Admissions.awaitInjection(platform.cluster(), shop);
    return Figures.since(applied);
  }

  @Test
  void anExpiredSessionIsRefreshedOnceInANextAppThatHasNoMiddleware() {
    try (var shop = platform.namespace("install-story")) {
      var began = System.nanoTime();
      var policy = Policy.of("web", platform.project());
      shop.apply(policy.withTraffic(NextApp.TRAFFIC).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(NextApp.deployment("web", platform.project()));
      shop.readyPod("web");
      var session = platform.project().expiredSession();
      var answer = shop.site("web").get("/api/me", platform.project().header(session));
      var whole = platform.release().installation().plus(Figures.since(began));

      var refreshed = answer.session(platform.project().cookie()).orElseThrow();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains(refreshed.fingerprint()).contains("refreshed");
      assertThat(refreshed.fingerprint()).isNotEqualTo(session.fingerprint());
      assertThat(platform.project().tokenCalls(session)).isEqualTo(1);
      Figures.note("helm install until the first refreshed session (Next.js)", whole);

      shop.policy("web").soon("Current: Current").soon("Injected: AllInjected");
      assertThat(shop.kubectl("get", "spol"))
          .containsPattern("NAME +PODS +INJECTED +OUTDATED +ACCEPTED +CURRENT +AGE")
          .containsPattern("web +1 +1 +0 +True +True");
    }
  }
}
