package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.fleet.Fleet;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.Refusals;
import dev.sessionkeeper.operator.fleet.Ways;
import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.policy.OperatorDefaults;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.store.ClusterWatch;
import dev.sessionkeeper.operator.store.ConfigMaps;
import dev.sessionkeeper.operator.store.Informers;
import dev.sessionkeeper.operator.store.Scope;
import dev.sessionkeeper.operator.store.TermsSource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A replica that does not lead: it watches, and knows what the webhook needs.
final class OtherReplica implements AutoCloseable, ClusterWatch.Listener {
  static final OperatorDefaults DEFAULTS =
      new OperatorDefaults(
          "sessionkeeper/sidecar:1",
          "sessionkeeper/redirect:1",
          "IfNotPresent",
          "sessionkeeper-operator 1",
          Injection.Kind.NATIVE);

  private final AtomicLong ahead = new AtomicLong();
  private final KubernetesClient client;
  private final Informers informers;
  private final ClusterWatch watch;
  private final ClusterWatch.Known known =
      new ClusterWatch.Known(new PolicyIndex(), new Fleet(), new Ways(), new Refusals());
  private final List<PolicyKey> changed = new CopyOnWriteArrayList<>();

  /// @param rendered is given the name of each policy that is rendered
  OtherReplica(String apiServer, List<String> rendered) {
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl(apiServer).build())
            .build();
    informers = new Informers(client, new Scope(Set.of()), () -> System.nanoTime() + ahead.get());
    var configMaps = new ConfigMaps(client);
    var rendering = new PolicyRendering();
    var terms =
        new TermsSource(
            client,
            DEFAULTS,
            policy -> {
              rendered.add(policy.getMetadata().getName());
              return rendering.render(policy);
            },
            configMaps);
    watch = new ClusterWatch(informers, terms, configMaps, known, this);
  }

  /// Returns once it knows everything that is there.
  void start() {
    watch.start();
  }

  /// Sets its clock for durations ahead.
  void advance(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  Informers informers() {
    return informers;
  }

  ClusterWatch.Known known() {
    return known;
  }

  /// The policies whose picture changed, in order.
  List<PolicyKey> changed() {
    return changed;
  }

  @Override
  public void changed(PolicyKey policy) {
    changed.add(policy);
  }

  @Override
  public void gone(PolicyKey policy, List<PodFacts> pods) {
    changed.add(policy);
  }

  @Override
  public void changed(PodFacts pod) {}

  @Override
  public void close() {
    informers.close();
    client.close();
  }
}
