package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.operator.policy.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that a policy's status is made from.
///
/// @param generation of the policy
/// @param terms what the policy says now
/// @param selected its pods that the selector matches
/// @param others pods that it injected and does not select any more
/// @param reports what sidecars said, by the uid of their pods
/// @param coverage empty where nothing can be said
/// @param refused the last pod that was refused, if that still matters
public record Picture(
    long generation,
    Terms terms,
    List<PodFacts> selected,
    List<PodFacts> others,
    Map<String, SidecarReport> reports,
    Optional<Coverage> coverage,
    Optional<RefusedPod> refused) {

  public Picture {
    selected = List.copyOf(selected);
    others = List.copyOf(others);
    reports = Map.copyOf(reports);
  }

  /// The hash of what would be injected now; empty where nothing would.
  Optional<String> shape() {
    return switch (terms) {
      case Terms.Accepted(var injection) -> Optional.of(injection.shape());
      case Terms.Unaccepted _ -> Optional.empty();
    };
  }

  List<PodFacts> injected() {
    return selected.stream().filter(PodFacts::injected).toList();
  }

  List<PodFacts> naked() {
    return selected.stream().filter(pod -> !pod.injected()).toList();
  }

  /// Injected, and otherwise than would be done now. Nobody can tell where nothing would be done.
  public List<PodFacts> outdated() {
    return shape()
        .map(
            now ->
                injected().stream().filter(pod -> !pod.shape().equals(Optional.of(now))).toList())
        .orElse(List.of());
  }
}
