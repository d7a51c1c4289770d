package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.fleet.Fleet;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PodReader;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.Refusals;
import dev.sessionkeeper.operator.fleet.RefusedPod;
import dev.sessionkeeper.operator.fleet.Way;
import dev.sessionkeeper.operator.fleet.Ways;
import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is known up with the API server, and says which policies' picture changed.
///
/// Both replicas do: the webhook of each needs the policies, and the next leader all of it at once.
public final class ClusterWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

  private final Informers informers;
  private final TermsSource terms;
  private final ConfigMaps configMaps;
  private final Known known;
  private final Listener listener;
  private final Map<PolicyKey, Revision> revisions = new ConcurrentHashMap<>();

  /// What is kept up.
  public record Known(PolicyIndex policies, Fleet fleet, Ways ways, Refusals refusals) {}

  /// Who is told.
  public interface Listener {
    /// Something that a policy's status speaks of has changed.
    void changed(PolicyKey policy);

    /// A policy is gone.
    ///
    /// @param pods that belonged to it
    void gone(PolicyKey policy, List<PodFacts> pods);

    /// A pod is there, perhaps changed.
    void changed(PodFacts pod);
  }

  public ClusterWatch(
      Informers informers,
      TermsSource terms,
      ConfigMaps configMaps,
      Known known,
      Listener listener) {
    this.informers = informers;
    this.terms = terms;
    this.configMaps = configMaps;
    this.known = known;
    this.listener = listener;
  }

  /// Starts to watch; returns once everything that is there is known. Policies come before pods,
  /// which are judged by them, and ConfigMaps before policies, as they tell what was accepted last.
  public void start() {
    informers.watch(
        new Watched<>(ConfigMap.class, ConfigMaps.LABELS, Map.of(), Optional.empty()),
        new Changes<>(map -> seen(map, false), map -> seen(map, true)));
    informers.watch(Watched.all(SessionPolicy.class), new Changes<>(this::learn, this::forget));
    var reader = new PodReader(known.policies());
    informers.watch(unfinishedPods(), new Changes<>(pod -> put(reader.read(pod)), this::forget));
    informers.watch(
        Watched.all(Service.class),
        new Changes<>(
            service -> put(WayReader.service(service)),
            service -> remove(WayReader.service(service))));
    informers.watch(
        Watched.all(Ingress.class),
        new Changes<>(
            ingress -> put(WayReader.ingress(ingress)),
            ingress -> remove(WayReader.ingress(ingress))));
    informers.watchRoutes(
        new Changes<>(
            route -> put(WayReader.route(route)), route -> remove(WayReader.route(route))));
  }

  private void learn(SessionPolicy policy) {
    var key = keyOf(policy);
    var told = RefusedPod.in(Optional.ofNullable(policy.getStatus()));
    if (told.filter(pod -> known.refusals().learn(key, pod)).isPresent()) {
      listener.changed(key);
    }
    // A status is written with each change of a pod, and says nothing of what the policy asks for.
    var revision = Revision.of(policy);
    if (!revision.equals(revisions.get(key)) && judge(key, policy)) {
      revisions.put(key, revision);
    }
  }

  /// Learns of a policy that the webhook is asked about before the watch has told of it.
  public void learnEarly(SessionPolicy policy) {
    if (!revisions.containsKey(keyOf(policy))) {
      learn(policy);
    }
  }

  /// A policy that cannot be judged is known all the same, else its pods would be admitted without
  /// sidecar. The leader judges it again, as its status does not say that it is accepted.
  ///
  /// @return whether it was judged
  private boolean judge(PolicyKey key, SessionPolicy policy) {
    try {
      put(key, terms.known(policy));
      return true;
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue(LogKeys.NAMESPACE, key.namespace())
          .addKeyValue(LogKeys.POLICY, key.name())
          .addKeyValue(LogKeys.REASON, String.valueOf(e.getMessage()))
          .log(
              "a policy cannot be judged and is tried again; its pods get the last"
                  + " accepted sidecar until then, or are refused if there was none");
      put(key, terms.unjudged(policy, e));
      return false;
    }
  }

  private void put(PolicyKey key, KnownPolicy policy) {
    known.fleet().put(policy);
    if (known.policies().put(policy)) {
      listener.changed(key);
    }
  }

  private void forget(SessionPolicy policy) {
    var key = keyOf(policy);
    var left = known.fleet().pods(key);
    revisions.remove(key);
    known.policies().remove(key.namespace(), key.name());
    known.fleet().remove(key);
    known.refusals().remove(key);
    configMaps.forget(key);
    listener.gone(key, left);
  }

  private void forget(Pod pod) {
    var meta = pod.getMetadata();
    tell(known.fleet().remove(meta.getNamespace(), meta.getName()));
  }

  private void seen(ConfigMap map, boolean gone) {
    configMaps.seen(map, gone).ifPresent(listener::changed);
  }

  private void put(PodFacts pod) {
    var affected = known.fleet().put(pod);
    if (!affected.isEmpty()) {
      listener.changed(pod);
      tell(affected);
    }
  }

  private void put(Way.ServiceWay service) {
    var before = known.ways().put(service);
    concern(before.stream(), service);
  }

  private void remove(Way.ServiceWay service) {
    var before = known.ways().remove(service);
    concern(before.stream(), service);
  }

  private void put(Way.RouteWay route) {
    var before = known.ways().put(route);
    concern(before.stream(), route);
  }

  private void remove(Way.RouteWay route) {
    var before = known.ways().remove(route);
    concern(before.stream(), route);
  }

  /// Tells those of whom a way spoke before, too.
  private void concern(Stream<Way.ServiceWay> before, Way.ServiceWay now) {
    Stream.concat(before, Stream.of(now))
        .flatMap(service -> concerned(service).stream())
        .distinct()
        .forEach(listener::changed);
  }

  private void concern(Stream<Way.RouteWay> before, Way.RouteWay now) {
    Stream.concat(before, Stream.of(now))
        .flatMap(route -> route.services().stream())
        .distinct()
        .flatMap(target -> known.ways().service(target).stream())
        .flatMap(service -> concerned(service).stream())
        .distinct()
        .forEach(listener::changed);
  }

  private List<PolicyKey> concerned(Way.ServiceWay service) {
    return known.policies().in(service.namespace()).stream()
        .map(policy -> new PolicyKey(policy.namespace(), policy.name()))
        .filter(policy -> known.fleet().pods(policy).stream().anyMatch(service::leadsTo))
        .toList();
  }

  private void tell(Iterable<PolicyKey> policies) {
    policies.forEach(listener::changed);
  }

  private static PolicyKey keyOf(SessionPolicy policy) {
    return new PolicyKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }

  private static Watched<Pod> unfinishedPods() {
    var finished = Map.of("Succeeded", "status.phase", "Failed", "status.phase");
    return new Watched<>(Pod.class, Map.of(), finished, Optional.of(new SmallPods()));
  }
}
