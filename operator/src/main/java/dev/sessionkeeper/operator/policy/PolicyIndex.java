package dev.sessionkeeper.operator.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The known policies by namespace. A pod is matched by its own labels and namespace alone: looking
/// up its owners would race with their creation. Read by many, changed by one.
public final class PolicyIndex {
  private final Map<String, Map<String, KnownPolicy>> byNamespace = new ConcurrentHashMap<>();

  /// Adds a policy or replaces an earlier state of it.
  ///
  /// @return whether that changed anything
  public boolean put(KnownPolicy policy) {
    var policies = byNamespace.computeIfAbsent(policy.namespace(), _ -> new ConcurrentHashMap<>());
    var before = policies.get(policy.name());
    var after = before == null ? policy : policy.after(before);
    policies.put(policy.name(), after);
    return !after.equals(before);
  }

  public void remove(String namespace, String name) {
    byNamespace.computeIfPresent(
        namespace,
        (_, policies) -> {
          policies.remove(name);
          return policies.isEmpty() ? null : policies;
        });
  }

  /// Whether there is such a policy.
  public boolean knows(String namespace, String name) {
    return byNamespace.getOrDefault(namespace, Map.of()).containsKey(name);
  }

  /// The policies of a namespace.
  public Collection<KnownPolicy> in(String namespace) {
    return List.copyOf(byNamespace.getOrDefault(namespace, Map.of()).values());
  }

  /// The policies of all namespaces.
  public Collection<KnownPolicy> all() {
    return byNamespace.values().stream().flatMap(policies -> policies.values().stream()).toList();
  }

  /// The number of policies.
  public int size() {
    return byNamespace.values().stream().mapToInt(Map::size).sum();
  }

  /// Which policy selects a pod with these labels.
  public PolicyMatch match(String namespace, Map<String, String> labels) {
    var matching =
        byNamespace.getOrDefault(namespace, Map.of()).values().stream()
            .filter(policy -> policy.selector().matches(labels))
            .toList();
    return switch (matching.size()) {
      case 0 -> new PolicyMatch.None();
      case 1 -> new PolicyMatch.One(matching.getFirst());
      default ->
          new PolicyMatch.Ambiguous(matching.stream().map(KnownPolicy::name).sorted().toList());
    };
  }
}
