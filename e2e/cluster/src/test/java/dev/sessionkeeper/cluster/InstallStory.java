package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// From `helm install` to the first refreshed session, as the quick start of the README has it.
@ExtendWith(OnCluster.class)
final class InstallStory {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration INJECTED = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: probe, labels: {app: web}}
      spec: {containers: [%s]}
      """
          .formatted(EchoApp.container());

  private final Platform platform;

  InstallStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void theChartIsReadyWithinAMinute() {
    var took = platform.release().installation();

    Figures.note("helm install until everything is ready", took, "(at most 60 s)");
    assertThat(took).isLessThan(READY);
    assertThat(platform.release().operators()).hasSize(2);
  }

  @Test
  void anExpiredSessionIsRefreshedOnceInANextAppThatHasNoMiddleware() {
    try (var shop = platform.namespace("install-story")) {
      var began = System.nanoTime();
      var policy =
          Policy.of("web", platform.project()).withTraffic("port: 3000, bindVariable: HOSTNAME");
      shop.apply(policy.yaml());
      var injected =
          Figures.note(
              "kubectl apply of a policy until a pod is injected",
              injected(shop, began),
              "(at most 2 s)");
      assertThat(injected).isLessThan(INJECTED);

      shop.apply(nextApp());
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

  /// How long it took until the API server would create an injected pod.
  private static Duration injected(Namespace shop, long began) {
    Eventually.eventually(
        "a new pod is injected",
        SOON,
        () ->
            assertThat(shop.applying(POD, "--dry-run=server", "-o", "yaml").successful())
                .contains("name: sessionkeeper\n"));
    return Figures.since(began);
  }

  private String nextApp() {
    var environment =
        "{name: SUPABASE_URL, value: \"%s\"}, {name: SUPABASE_PUBLISHABLE_KEY, value: key}"
            .formatted(platform.project().url());
    return EchoApp.deployment(
        "web",
        "{name: app, image: %s, env: [%s], ports: [{containerPort: 3000}],"
                .formatted(PodImages.NEXT_APP, environment)
            + " readinessProbe: {httpGet: {path: /about, port: 3000}, periodSeconds: 1}}");
  }
}
