package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.operator.injection.Marks;
import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.Selector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The pods, and which policy each belongs to.
///
/// A pod belongs to the policies that select it and to the one that it was injected by. That is
/// kept up with each event, so that looking at a policy costs its own pods and not the fleet (O13).
/// Safe for concurrent use.
public final class Fleet {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Map<String, PodFacts>> pods;
  private final Map<String, Map<String, Selector>> selectors = new HashMap<>();
  private final Map<PolicyKey, Set<String>> members = new HashMap<>();
  private final Map<String, SidecarReport> reports = new HashMap<>();

  public Fleet() {
    this(new HashMap<>());
  }

  /// @param pods where pods are kept, by namespace and name
  Fleet(Map<String, Map<String, PodFacts>> pods) {
    this.pods = pods;
  }

  /// A policy is there, perhaps with another selector than before.
  public void put(KnownPolicy policy) {
    locked(
        () -> {
          var before = of(selectors, policy.namespace()).put(policy.name(), policy.selector());
          if (!policy.selector().equals(before)) {
            recount(new PolicyKey(policy.namespace(), policy.name()));
          }
          return before;
        });
  }

  /// A policy is gone.
  public void remove(PolicyKey policy) {
    locked(
        () -> {
          of(selectors, policy.namespace()).remove(policy.name());
          members.remove(policy);
          return Boolean.TRUE;
        });
  }

  /// A pod is there, perhaps changed.
  ///
  /// @return the policies whose picture changed
  public Set<PolicyKey> put(PodFacts pod) {
    return locked(
        () -> {
          var before = of(pods, pod.namespace()).put(pod.name(), pod);
          if (pod.equals(before)) {
            return Set.of();
          }
          var affected = leave(before);
          belonging(pod)
              .forEach(
                  policy -> {
                    members.computeIfAbsent(policy, _ -> new HashSet<>()).add(pod.name());
                    affected.add(policy);
                  });
          return affected;
        });
  }

  /// A pod is gone.
  ///
  /// @return the policies whose picture changed
  public Set<PolicyKey> remove(String namespace, String name) {
    return locked(
        () -> {
          var gone = of(pods, namespace).remove(name);
          if (gone != null) {
            reports.remove(gone.uid());
          }
          return leave(gone);
        });
  }

  /// A sidecar said something.
  ///
  /// @return the policies whose picture changed; none if the pod is gone by now
  public Set<PolicyKey> report(PodFacts asked, SidecarReport report) {
    return locked(
        () -> {
          var pod = of(pods, asked.namespace()).get(asked.name());
          if (pod == null || !pod.uid().equals(asked.uid())) {
            return Set.of();
          }
          var before = reports.put(pod.uid(), report);
          return report.equals(before) ? Set.of() : belonging(pod);
        });
  }

  /// The pods of a policy that count.
  public List<PodFacts> pods(PolicyKey policy) {
    return locked(
        () ->
            members.getOrDefault(policy, Set.of()).stream()
                .map(of(pods, policy.namespace())::get)
                .filter(pod -> pod != null && pod.life() != PodFacts.Life.GONE)
                .sorted(Comparator.comparing(PodFacts::name))
                .toList());
  }

  /// What the sidecar of a pod said last.
  public Optional<SidecarReport> report(PodFacts pod) {
    return locked(() -> Optional.ofNullable(reports.get(pod.uid())));
  }

  /// The pods of a policy that were found by the selector alone, sidecar or not.
  public boolean selects(PolicyKey policy, PodFacts pod) {
    return locked(
        () -> {
          var selector = of(selectors, policy.namespace()).get(policy.name());
          return selector != null && selects(selector, pod);
        });
  }

  /// A pod as it was told last.
  public Optional<PodFacts> pod(String namespace, String name) {
    return locked(() -> Optional.ofNullable(of(pods, namespace).get(name)));
  }

  /// How many pods are known.
  public int size() {
    return locked(() -> pods.values().stream().mapToInt(Map::size).sum());
  }

  private Set<PolicyKey> leave(@Nullable PodFacts before) {
    if (before == null) {
      return new HashSet<>();
    }
    var left = belonging(before);
    left.forEach(policy -> leave(policy, before.name()));
    return left;
  }

  /// A policy that is gone has no pods, though those that it injected still name it.
  private void leave(PolicyKey policy, String pod) {
    var pods = members.get(policy);
    if (pods != null) {
      pods.remove(pod);
    }
  }

  private Set<PolicyKey> belonging(PodFacts pod) {
    var policies = new HashSet<PolicyKey>();
    pod.policy().ifPresent(name -> policies.add(new PolicyKey(pod.namespace(), name)));
    of(selectors, pod.namespace())
        .forEach(
            (name, selector) -> {
              if (selects(selector, pod)) {
                policies.add(new PolicyKey(pod.namespace(), name));
              }
            });
    return policies;
  }

  /// A pod that opted out is none of a policy's: the API server does not ask about it either.
  private static boolean selects(Selector selector, PodFacts pod) {
    return !"false".equals(pod.labels().get(Marks.INJECT_LABEL)) && selector.matches(pod.labels());
  }

  private void recount(PolicyKey policy) {
    var found = new HashSet<String>();
    of(pods, policy.namespace())
        .values()
        .forEach(
            pod -> {
              if (belonging(pod).contains(policy)) {
                found.add(pod.name());
              }
            });
    members.put(policy, found);
  }

  private static <V> Map<String, V> of(Map<String, Map<String, V>> byNamespace, String namespace) {
    return byNamespace.computeIfAbsent(namespace, _ -> new HashMap<>());
  }

  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
