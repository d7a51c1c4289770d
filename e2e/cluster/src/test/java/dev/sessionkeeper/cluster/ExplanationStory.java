package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever is wrong, `kubectl describe spol` alone tells what, and what to do.
@ExtendWith(OnCluster.class)
final class ExplanationStory {
  private static final Duration SOON = Duration.ofSeconds(75);
  private static final String FIXED_PORT = EchoApp.container().replace("process.env.PORT", "3000");
  private static final String OTHER_PORT =
      EchoApp.container().replace("containerPort: 3000", "containerPort: 8080");

  private final Platform platform;

  ExplanationStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O3 O4 O8 O12 O16 describe alone explains what is wrong and what to do")
  void describeAloneExplainsWhatIsWrongAndWhatToDo() {
    try (var shop = platform.namespace("explanations")) {
      arrange(shop);

      explains(shop, "wrong-selector", "NoPods", "spec.selector matches no pod");
      explains(shop, "older-pod", "PodsWithoutSidecar", "kubectl rollout restart");
      explains(shop, "no-secret", "SecretMissing", "absent/publishable-key", "put it there");
      explains(shop, "other-port", "NoMatchingPort", "port 3000", "8080", "correct");
      explains(shop, "two-policies", "AmbiguousPolicy", "two-policies, two-policies-b");
      shop.policy("other-port").soon("Injected: NoMatchingPort");
      shop.policy("two-policies").soon("Injected: AmbiguousPolicy");
      shop.policy("two-policies-b").soon("Injected: AmbiguousPolicy");
      explains(shop, "auth-away", "AuthUnreachable", "nowhere.explanations.svc.cluster.local");
      explains(shop, "around", "Bypassed", "Service around port 80", "set its targetPort to 9181");
      explains(
          shop, "fixed-port", "AppPortNotListening", "name the variable that it reads", "Redirect");
    }
  }

  private void arrange(Namespace shop) {
    var project = platform.project();
    shop.apply(EchoApp.deployment("older-pod"));
    shop.readyPod("older-pod");
    apply(shop, Policy.of("older-pod", project));
    apply(shop, Policy.of("wrong-selector", project));
    applyWith(shop, "no-secret", "{name: supabase,", "{name: absent,");
    apply(shop, Policy.of("other-port", project));
    apply(shop, Policy.of("two-policies", project));
    applyWith(
        shop, "two-policies", "metadata: {name: two-policies}", "metadata: {name: two-policies-b}");
    applyWith(shop, "auth-away", project.url(), "http://nowhere.explanations.svc.cluster.local");
    apply(shop, Policy.of("around", project).withTraffic("port: 3000, takeover: Manual"));
    apply(shop, Policy.of("fixed-port", project));
    shop.policy("fixed-port").soon("Accepted: Accepted");
    shop.apply(EchoApp.deployment("no-secret"));
    shop.apply(EchoApp.deployment("other-port", OTHER_PORT));
    shop.apply(EchoApp.deployment("two-policies"));
    shop.apply(EchoApp.deployment("auth-away"));
    shop.apply(EchoApp.deployment("around"));
    shop.apply(EchoApp.deployment("fixed-port", FIXED_PORT));
  }

  private static void apply(Namespace shop, Policy policy) {
    shop.apply(policy.yaml());
  }

  private void applyWith(Namespace shop, String app, String text, String other) {
    shop.apply(Policy.of(app, platform.project()).yaml().replace(text, other));
  }

  private static void explains(Namespace shop, String policy, String... words) {
    Waiting.eventually(
        "policy " + policy + " is explained",
        SOON,
        () -> assertThat(shop.policy(policy).described()).contains(words));
  }
}
