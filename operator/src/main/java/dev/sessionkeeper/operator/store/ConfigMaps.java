package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfigWriter;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.injection.Marks;
import dev.sessionkeeper.operator.policy.PolicyTerms;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The policies' ConfigMaps: `sidecar.json`, owned by the policy, by server-side apply.
public final class ConfigMaps {
  /// What the operator's ConfigMaps are watched by.
  static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/managed-by", "sessionkeeper-operator");

  private final KubernetesClient client;
  private final Map<PolicyKey, String> applied = new ConcurrentHashMap<>();
  private final Map<PolicyKey, Held> held = new ConcurrentHashMap<>();

  /// What the cluster holds for a policy.
  ///
  /// @param policy the uid of the policy, as another one may have its name
  /// @param accepted see [AcceptedSpec]
  private record Held(String policy, String accepted) {}

  public ConfigMaps(KubernetesClient client) {
    this.client = client;
  }

  /// Writes a policy's configuration, unless it was written like that before and is still there.
  ///
  /// @return whether it was written
  public boolean apply(SessionPolicy policy, SidecarConfig config) {
    var key = keyOf(policy);
    var json = SidecarConfigWriter.write(config);
    if (json.equals(applied.get(key))) {
      return false;
    }
    client
        .resource(configMap(policy, json))
        .fieldManager(Applying.FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
    applied.put(key, json);
    return true;
  }

  /// A policy is gone: the API server takes its ConfigMap with it.
  public void forget(PolicyKey policy) {
    applied.remove(policy);
  }

  /// The ConfigMap that somebody else made under the name that a policy's would have; empty if
  /// there is none. Asks the API server unless the policy has its own already.
  Optional<String> taken(SessionPolicy policy) {
    var key = keyOf(policy);
    if (applied.containsKey(key) || held.containsKey(key)) {
      return Optional.empty();
    }
    var name = PolicyTerms.configMapName(policy.getMetadata().getName());
    // A field and not a name: the operator may list them and not get one.
    return client
        .configMaps()
        .inNamespace(key.namespace())
        .withField("metadata.name", name)
        .list()
        .getItems()
        .stream()
        .filter(map -> map.getMetadata().getName().equals(name))
        .filter(map -> !isOurs(map, policy))
        .map(map -> map.getMetadata().getName())
        .findFirst();
  }

  /// A policy's own keeps its owner or its labels, whichever somebody took away. Long names that
  /// were shortened to the same one are those of two owners.
  private static boolean isOurs(ConfigMap map, SessionPolicy policy) {
    var labels =
        Objects.requireNonNullElse(map.getMetadata().getLabels(), Map.<String, String>of());
    return owner(map)
        .map(owner -> owner.getName().equals(policy.getMetadata().getName()))
        .orElseGet(() -> labels.entrySet().containsAll(LABELS.entrySet()));
  }

  /// What of a policy was accepted last, be it by an earlier operator; empty if nothing is known.
  Optional<SessionPolicySpec> lastAccepted(SessionPolicy policy) {
    return Optional.ofNullable(held.get(keyOf(policy)))
        .filter(map -> map.policy().equals(policy.getMetadata().getUid()))
        .flatMap(map -> AcceptedSpec.read(map.accepted()));
  }

  /// A ConfigMap is there, or was changed or deleted, perhaps by somebody else.
  ///
  /// @return its policy, if it has to be written again
  Optional<PolicyKey> seen(ConfigMap map, boolean gone) {
    owner(map).ifPresent(owner -> hold(keyOf(map, owner), owner, map, gone));
    return drifted(map, gone);
  }

  private void hold(PolicyKey policy, OwnerReference owner, ConfigMap map, boolean gone) {
    if (gone) {
      held.remove(policy);
    } else {
      var accepted = Marks.annotation(map, AcceptedSpec.ANNOTATION).orElse("");
      held.put(policy, new Held(owner.getUid(), accepted));
    }
  }

  private Optional<PolicyKey> drifted(ConfigMap map, boolean gone) {
    var policy = owner(map).map(owner -> keyOf(map, owner));
    var written = policy.map(applied::get);
    var holds = map.getData() == null ? null : map.getData().get(Injection.CONFIG_FILE);
    if (written.isEmpty() || (!gone && written.get().equals(holds))) {
      return Optional.empty();
    }
    policy.ifPresent(applied::remove);
    return policy;
  }

  private static Optional<OwnerReference> owner(ConfigMap map) {
    return map.getMetadata().getOwnerReferences().stream()
        .filter(owner -> owner.getKind().equals("SessionPolicy"))
        .findFirst();
  }

  private static PolicyKey keyOf(ConfigMap map, OwnerReference owner) {
    return new PolicyKey(map.getMetadata().getNamespace(), owner.getName());
  }

  private static PolicyKey keyOf(SessionPolicy policy) {
    return new PolicyKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }

  private static ConfigMap configMap(SessionPolicy policy, String json) {
    var meta = policy.getMetadata();
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(meta.getNamespace())
        .withName(PolicyTerms.configMapName(meta.getName()))
        .withLabels(LABELS)
        .addToAnnotations(AcceptedSpec.ANNOTATION, AcceptedSpec.write(policy))
        .addNewOwnerReference()
        .withApiVersion(policy.getApiVersion())
        .withKind(policy.getKind())
        .withName(meta.getName())
        .withUid(meta.getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .addToData(Injection.CONFIG_FILE, json)
        .build();
  }
}
