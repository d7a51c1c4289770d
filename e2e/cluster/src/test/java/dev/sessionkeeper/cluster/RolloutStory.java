package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Pods that are older than their policy, or of an older shape.
@ExtendWith(OnCluster.class)
final class RolloutStory {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String AUTOMATIC = "rollout: {strategy: Automatic}";

  private final Platform platform;

  RolloutStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O3 pods older than the policy are reported, and rolled if asked for")
  void o3_podsOlderThanThePolicyAreReportedAndRolledIfAskedFor() {
    try (var shop = platform.namespace("rollouts")) {
      var policy = Policy.of("web", platform.project());
      shop.apply(EchoApp.deployment("web"));
      assertThat(Sidecars.of(shop.readyPod("web"))).isEmpty();

      shop.apply(policy.yaml());
      shop.policy("web").soon("Injected: PodsWithoutSidecar");

      shop.apply(policy.with(AUTOMATIC).yaml());
      shop.policy("web").soon("Injected: AllInjected").soon("Current: Current");
    }
  }

  @Test
  void aChangedShapeIsReportedRolledAndRolledBack() {
    try (var shop = platform.namespace("rollouts-of-shapes")) {
      var policy = Policy.of("web", platform.project());
      shop.apply(policy.yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(EchoApp.deployment("web"));
      shop.readyPod("web");
      shop.policy("web").soon("Current: Current");

      var larger = policy.with("sidecar: {resources: {requests: {cpu: 30m, memory: 96Mi}}}");
      shop.apply(larger.yaml());
      shop.policy("web").soon("Current: Outdated");
      assertThat(shop.policy("web").status().at("/pods/outdated").asInt()).isEqualTo(1);

      var began = System.nanoTime();
      shop.apply(larger.with(AUTOMATIC).yaml());
      runsWith(shop, "30m");
      Figures.note(
          "rollout.strategy: Automatic until the one pod is made anew", Figures.since(began));
      shop.policy("web").soon("Current: Current");

      shop.apply(policy.with(AUTOMATIC).yaml());
      runsWith(shop, "25m");
      shop.policy("web").soon("Current: Current");
      shop.kubectl("rollout", "undo", "deployment/web");
      shop.kubectl("rollout", "status", "deployment/web", "--timeout=60s");
      shop.policy("web").soon("Injected: AllInjected").soon("Current: Current");
    }
  }

  private static void runsWith(Namespace shop, String cpu) {
    Waiting.eventually(
        "the only pod runs a sidecar that asks for " + cpu,
        SOON,
        () ->
            assertThat(shop.pods("app", "web"))
                .singleElement()
                .extracting(Sidecars::requestedCpu)
                .isEqualTo(cpu));
    shop.readyPod("web");
  }
}
