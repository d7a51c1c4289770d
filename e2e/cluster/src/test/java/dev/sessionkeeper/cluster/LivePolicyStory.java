package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A policy is edited, made unusable and deleted while pods run.
@ExtendWith(OnCluster.class)
final class LivePolicyStory {
  private static final Duration LIVE = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BEHIND_SIGN_IN = "routes: [{path: \"/private/*\", session: Require}]";

  private final Platform platform;

  LivePolicyStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O11 an edit reaches running sidecars, a bad one does not, a deletion leaves them")
  void o11_anEditReachesRunningSidecarsABadOneDoesNotAndADeletionLeavesThem() {
    try (var shop = platform.namespace("live-policy")) {
      var policy = Policy.of("web", platform.project());
      shop.apply(policy.yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(EchoApp.deployment("web"));
      var pod = shop.readyPod("web");
      shop.policy("web").soon("Current: Current");
      var site = shop.site("web");
      assertThat(site.get("/private/page").status()).isEqualTo(200);

      var edited = policy.with(BEHIND_SIGN_IN);
      anEditIsInForceSoon(shop, edited, site);
      aBadEditIsRefusedWithASentence(shop, policy);
      anUnusableEditKeepsWhatWasInForce(shop, edited, site);
      aDeletedPolicyLeavesItsPods(shop, site);
      anotherPolicyTakesThemOver(shop, pod.getMetadata().getName());

      assertThat(shop.readyPod("web").getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
      assertThat(shop.restarts("web")).isZero();
    }
  }

  private static void anEditIsInForceSoon(Namespace shop, Policy edited, Site site) {
    var began = System.nanoTime();
    shop.apply(edited.yaml());
    Waiting.eventually(
        "the edit is in force",
        SOON,
        () -> assertThat(site.get("/private/page").status()).isEqualTo(401));
    var took = Figures.since(began);

    Figures.note(
        "kubectl apply of an edit until the running sidecar follows it", took, "(at most 10 s)");
    assertThat(took).isLessThan(LIVE);
    shop.policy("web").soon("Current: Current");
    assertThat(shop.policy("web").following()).isEqualTo(1);
  }

  private static void aBadEditIsRefusedWithASentence(Namespace shop, Policy policy) {
    var refused = shop.applying(policy.with("refresh: {margin: 5s}").yaml());

    assertThat(refused.status()).isNotZero();
    assertThat(refused.output())
        .contains("must be a duration from 95s to 1h, such as 90s or 1h30m");
  }

  /// No schema can tell that no client reads this host.
  private void anUnusableEditKeepsWhatWasInForce(Namespace shop, Policy edited, Site site) {
    shop.apply(edited.yaml().replace(platform.project().url(), "http://[:::]"));

    shop.policy("web").soon("Accepted: Invalid").soon("Current: PolicyNotAccepted");
    assertThat(shop.policy("web").described()).contains("spec.supabase.url");
    assertThat(site.get("/private/page").status()).isEqualTo(401);
    shop.apply(edited.yaml());
    shop.policy("web").soon("Current: Current");
  }

  private static void aDeletedPolicyLeavesItsPods(Namespace shop, Site site) {
    shop.kubectl("delete", "spol", "web");

    Waiting.eventually(
        "an event tells what stays",
        SOON,
        () ->
            assertThat(shop.kubectl("get", "events")).contains("PolicyDeleted", "rollout restart"));
    assertThat(site.get("/private/page").status()).isEqualTo(401);
    Waiting.eventually(
        "new pods have no sidecar",
        SOON,
        () ->
            assertThat(
                    shop.applying(EchoApp.pod("web"), "--dry-run=server", "-o", "yaml")
                        .successful())
                .doesNotContain("name: sessionkeeper\n"));
  }

  /// As after a policy was renamed.
  private void anotherPolicyTakesThemOver(Namespace shop, String pod) {
    var successor = Policy.of("web", platform.project()).yaml();
    shop.apply(successor.replace("metadata: {name: web}", "metadata: {name: successor}"));
    shop.policy("successor").soon("Current: Outdated");

    shop.kubectl("label", "pod", pod, "touched=yes");

    shop.policy("successor").soon("Current: Outdated");
    assertThat(shop.kubectl("get", "spol", "successor")).containsPattern("successor +1 +1 +1 ");
  }
}
