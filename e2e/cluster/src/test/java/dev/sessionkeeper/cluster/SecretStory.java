package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Secret that a policy names is missing, comes later, and is rotated.
@ExtendWith(OnCluster.class)
final class SecretStory {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Platform platform;

  SecretStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O12 a Secret that comes later and is rotated is picked up without restart")
  void o12_aSecretThatComesLaterAndIsRotatedIsPickedUpWithoutRestart() {
    try (var shop = platform.cluster().namespace("secret-story")) {
      shop.apply(Policy.of("web", platform.project()).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(EchoApp.deployment("web"));
      shop.readyPod("web");
      shop.policy("web").soon("Current: SecretMissing");

      shop.apply(Policy.secret("sb_publishable_first"));
      hurry(shop, "1");
      shop.policy("web").soon("Current: Current");
      refreshesWith(shop, "sb_publishable_first");

      shop.apply(Policy.secret("sb_publishable_second"));
      hurry(shop, "2");
      refreshesWith(shop, "sb_publishable_second");
      assertThat(shop.restarts("web")).isZero();
    }
  }

  /// The kubelet looks at Secrets once in a minute or so; a change of the pod makes it look now.
  private static void hurry(Namespace shop, String value) {
    shop.kubectl("annotate", "pod", "-l", "app=web", "--overwrite", "stories/look=" + value);
  }

  private void refreshesWith(Namespace shop, String key) {
    var project = platform.project();
    Waiting.eventually(
        "sessions are refreshed with " + key,
        SOON,
        () -> {
          var session = project.expiredSession();
          shop.site("web").get("/", project.header(session));
          assertThat(project.keyOfTokenCall(session)).isEqualTo(key);
        });
  }
}
