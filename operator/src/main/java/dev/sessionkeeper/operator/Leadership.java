package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.reconcile.Reconciling;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One replica of several reconciles: the one that holds the Lease.
final class Leadership {
  // A policy whose pods start all at once is looked at a few times a second.
  private static final LinearRateLimiter A_FEW_A_SECOND =
      new LinearRateLimiter(Duration.ofSeconds(1), 5);
  private static final int THREADS = 8;

  private final KubernetesClient client;
  private final Settings settings;
  private final Reconciling reconciling;
  private @Nullable Operator operator;

  Leadership(KubernetesClient client, Settings settings, Reconciling reconciling) {
    this.client = client;
    this.settings = settings;
    this.reconciling = reconciling;
  }

  /// Seeks to lead from now on. Returns before it does.
  ///
  /// @param lost is called when it leads no more
  void seek(Runnable lost) {
    var seeking =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withConcurrentReconciliationThreads(THREADS)
                    .withLeaderElectionConfiguration(election(lost)));
    seeking.register(reconciling.reconciler(), this::configure);
    operator = seeking;
    seeking.start();
  }

  /// Lets another replica lead. Blocks until running reconciliations end.
  void giveUp() {
    Optional.ofNullable(operator).ifPresent(Operator::stop);
  }

  /// A policy as it is; empty once it is gone.
  Optional<SessionPolicy> policy(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(SessionPolicy.class).inNamespace(namespace).withName(name).get());
  }

  private void configure(ControllerConfigurationOverrider<SessionPolicy> controller) {
    controller
        .withName("sessionpolicy")
        .withFieldManager("sessionkeeper-operator")
        .withRateLimiter(A_FEW_A_SECOND);
    if (settings.watchNamespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(settings.watchNamespaces());
    }
  }

  private LeaderElectionConfiguration election(Runnable lost) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(settings.lease())
        .withLeaseNamespace(settings.namespace())
        .withIdentity(settings.instance())
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(reconciling::lead, lost, _ -> {}))
        .build();
  }
}
