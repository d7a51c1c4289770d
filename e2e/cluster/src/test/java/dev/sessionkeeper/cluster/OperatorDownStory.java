package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// The operator is away: whom it concerns, and what becomes of it when it is back.
@ExtendWith(OnCluster.class)
@Isolated("the operator is away")
final class OperatorDownStory {
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Platform platform;

  OperatorDownStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O1 O2 only selected pods are concerned, and all is well again once it is back")
  void o1_o2_onlySelectedPodsAreConcernedAndAllIsWellAgainOnceItIsBack() {
    try (var shop = platform.namespace("operator-down")) {
      shop.apply(Policy.of("strict", platform.project()).yaml());
      var lenient = Policy.of("lenient", platform.project());
      shop.apply(lenient.with("injection: {failurePolicy: Ignore}").yaml());
      shop.policy("strict").soon("Injected: NoPods");
      shop.policy("lenient").soon("Injected: NoPods");

      platform.release().scale(0);
      try {
        unrelatedPodsAreCreatedAtOnce(shop);
        aPodOfAStrictPolicyIsRefusedWithItsName(shop);
        shop.apply(EchoApp.deployment("strict"));
        shop.apply(EchoApp.deployment("lenient"));
        shop.readyPod("lenient");
      } finally {
        platform.release().scale(2);
      }

      whatWasRefusedIsCreatedAndInjected(shop);
      shop.policy("lenient").soon("Injected: PodsWithoutSidecar");
      assertThat(shop.policy("lenient").described()).contains("kubectl rollout restart");
    }
  }

  private static void unrelatedPodsAreCreatedAtOnce(Namespace shop) {
    var began = System.nanoTime();
    shop.apply(EchoApp.pod("unrelated"));
    var took =
        Figures.note("kubectl apply of an unrelated pod, operator down", Figures.since(began));

    assertThat(took).isLessThan(AT_ONCE);
  }

  private static void aPodOfAStrictPolicyIsRefusedWithItsName(Namespace shop) {
    var refused = shop.applying(EchoApp.pod("strict"));

    assertThat(refused.status()).isNotZero();
    assertThat(refused.output()).contains("strict.operator-down.inject.sessionkeeper.dev");
  }

  /// The ReplicaSet tries again by itself, at growing intervals.
  private static void whatWasRefusedIsCreatedAndInjected(Namespace shop) {
    var began = System.nanoTime();
    Waiting.eventually(
        "the pod that was refused is there",
        SOON,
        () -> assertThat(shop.pods("app", "strict")).hasSize(1));
    Figures.note("operator back until a refused pod is there", Figures.since(began));
    assertThat(Sidecars.of(shop.readyPod("strict"))).hasSize(1);
  }
}
