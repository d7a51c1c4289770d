package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// Pods are created all the time while what answers for them changes.
@ExtendWith(OnCluster.class)
@Isolated("its operators go")
final class ReplicasStory {
  private static final Duration TAKES = Duration.ofSeconds(60);

  private final Platform platform;

  ReplicasStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O10 both replicas go in turn, and no pod is refused or missed")
  void o10_bothReplicasGoInTurnAndNoPodIsRefusedOrMissed() throws Exception {
    try (var shop = platform.namespace("replicas")) {
      shop.apply(Policy.of("web", platform.project()).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      Admissions.awaitInjection(platform.cluster(), shop);

      var before = platform.release().operators();
      try (var admissions = Admissions.begin(platform.cluster(), shop)) {
        for (var operator : before) {
          platform.release().restart(operator);
        }
        admissions.more(20);
        Figures.say(
            "both replicas restarted in turn under %d admissions, refused or without sidecar: %d"
                .formatted(admissions.count(), admissions.failures().size()));
        assertThat(admissions.failures()).isEmpty();
      }

      shop.apply(EchoApp.deployment("web"));
      shop.readyPod("web");
      shop.policy("web").soon("Current: Current");
    }
  }

  @Test
  @DisplayName("O10 a leader that loses the lease stops without losing a review")
  void o10_aLeaderThatLosesTheLeaseStopsWithoutLosingAReview() throws Exception {
    try (var shop = platform.namespace("lease")) {
      shop.apply(Policy.of("web", platform.project()).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      Admissions.awaitInjection(platform.cluster(), shop);
      var before = platform.release().restarts();

      try (var admissions = Admissions.begin(platform.cluster(), shop)) {
        platform.release().takeTheLease();
        Waiting.eventually(
            "the leader of before starts anew",
            TAKES,
            () -> assertThat(platform.release().restarts()).isEqualTo(before + 1));
        platform.release().awaitReady();
        admissions.more(20);
        Figures.say(
            "lease lost under %d admissions, refused or without sidecar: %d"
                .formatted(admissions.count(), admissions.failures().size()));
        assertThat(admissions.failures()).isEmpty();
      }
    }
  }
}
