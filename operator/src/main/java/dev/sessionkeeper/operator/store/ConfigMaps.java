package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfigWriter;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.policy.PolicyTerms;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The policies' ConfigMaps: `sidecar.json`, owned by the policy, by server-side apply.
public final class ConfigMaps {
  /// What the operator's ConfigMaps are watched by.
  static final Map<String, String> LABELS =
      Map.of("app.kubernetes.io/managed-by", "sessionkeeper-operator");

  private final KubernetesClient client;
  private final Map<PolicyKey, String> applied = new ConcurrentHashMap<>();

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

  /// Somebody changed or deleted a ConfigMap.
  ///
  /// @return its policy, if it has to be written again
  Optional<PolicyKey> drifted(ConfigMap map, boolean gone) {
    var policy = policyOf(map);
    var written = policy.map(applied::get);
    var holds = map.getData() == null ? null : map.getData().get(Injection.CONFIG_FILE);
    if (written.isEmpty() || (!gone && written.get().equals(holds))) {
      return Optional.empty();
    }
    policy.ifPresent(applied::remove);
    return policy;
  }

  private static Optional<PolicyKey> policyOf(ConfigMap map) {
    return map.getMetadata().getOwnerReferences().stream()
        .filter(owner -> owner.getKind().equals("SessionPolicy"))
        .findFirst()
        .map(owner -> new PolicyKey(map.getMetadata().getNamespace(), owner.getName()));
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
