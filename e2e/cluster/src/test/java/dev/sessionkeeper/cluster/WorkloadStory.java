package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Each kind of workload.
@ExtendWith(OnCluster.class)
final class WorkloadStory {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SERVERS =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: stateful}
      spec:
        serviceName: stateful
        selector: {matchLabels: {app: stateful}}
        template:
          metadata: {labels: {app: stateful, tier: web}}
          spec: {containers: [%1$s]}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: daemon}
      spec:
        selector: {matchLabels: {app: daemon}}
        template:
          metadata: {labels: {app: daemon, tier: web}}
          spec: {containers: [%1$s]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: bare, labels: {app: bare, tier: web}}
      spec: {containers: [%1$s]}
      """
          .formatted(EchoApp.container());

  /// A task that asks its own sidecar and ends.
  private static final String TASKS =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: job}
      spec: {backoffLimit: 0, template: %1$s}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: cron}
      spec:
        schedule: "0 0 31 12 *"
        jobTemplate: {spec: {backoffLimit: 0, template: %1$s}}
      """
          .formatted(
              "{metadata: {labels: {tier: web}}, spec: {restartPolicy: Never, containers: ["
                  + "{name: task, image: %s, command: [curl, -sSf, \"http://127.0.0.1:9180/livez\"]}]}}"
                      .formatted(PodImages.TOOLBOX));

  private final Platform platform;

  WorkloadStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O7 every kind of workload works, and tasks complete")
  void o7_everyKindOfWorkloadWorksAndTasksComplete() {
    try (var shop = platform.namespace("workloads")) {
      var policy = Policy.of("web", platform.project()).yaml();
      shop.apply(policy.replace("{app: web}", "{tier: web}"));
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(SERVERS + "---\n" + TASKS);
      shop.kubectl("create", "job", "cron-now", "--from=cronjob/cron");

      for (var app : new String[] {"stateful", "daemon", "bare"}) {
        assertThat(Sidecars.of(shop.readyPod(app))).as(app).hasSize(1);
      }
      completes(shop, "job");
      completes(shop, "cron-now");
      shop.policy("web").soon("Injected: AllInjected");
    }
  }

  private static void completes(Namespace shop, String job) {
    Waiting.eventually(
        job + " completes",
        SOON,
        () ->
            assertThat(shop.kubectl("get", "job", job, "-o", "jsonpath={.status.succeeded}"))
                .isEqualTo("1"));
    var pods = shop.pods("job-name", job);
    assertThat(pods).hasSize(1);
    assertThat(Sidecars.of(pods.getFirst())).hasSize(1);
  }
}
