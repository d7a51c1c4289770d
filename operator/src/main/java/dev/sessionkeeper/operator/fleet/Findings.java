package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.operator.policy.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The four conditions of a policy, each with the first thing that somebody should do about it.
final class Findings {
  private static final String RESTART =
      ": restart what they belong to (kubectl rollout restart), or set rollout.strategy to Automatic";

  private Findings() {}

  static Finding accepted(Picture picture) {
    return switch (picture.terms()) {
      case Terms.Accepted _ -> Finding.yes("Accepted", "new pods are injected as the policy says");
      case Terms.Unaccepted(var reason, var message) -> Finding.no(reason, message);
    };
  }

  static Finding injected(Picture picture, RolloutStep step) {
    return picture
        .refused()
        .map(pod -> refused(pod, picture))
        .orElseGet(() -> injectedOfThere(picture, step));
  }

  /// Who makes pods tries again by itself, but ever less often.
  private static Finding refused(RefusedPod pod, Picture picture) {
    return Finding.no(
        pod.reason(),
        "a pod of %s was refused, last at %s; %d of %d selected pods have a sidecar: %s, then restart it (kubectl rollout restart) or wait"
            .formatted(
                pod.workload(),
                pod.time(),
                picture.injected().size(),
                picture.selected().size(),
                pod.message()));
  }

  private static Finding injectedOfThere(Picture picture, RolloutStep step) {
    var all = picture.selected().size();
    if (all == 0) {
      return Finding.unknown(
          "NoPods",
          "spec.selector matches no pod of the namespace: correct it, or wait for the pods");
    }
    var naked = picture.naked();
    if (naked.isEmpty()) {
      return Finding.yes("AllInjected", "all %d selected pods have a sidecar".formatted(all));
    }
    var obstacle = naked.stream().flatMap(pod -> pod.obstacle().stream()).findFirst();
    var counted = "%d of %d selected pods have no sidecar".formatted(naked.size(), all);
    return obstacle
        .map(
            why ->
                Finding.no(why.reason(), counted + ", such as " + example(naked) + why.message()))
        .orElseGet(
            () ->
                Finding.no(
                    "PodsWithoutSidecar",
                    counted
                        + ", they are older than the policy or were created while no operator"
                        + " answered"
                        + cure(step)));
  }

  private static String cure(RolloutStep step) {
    return switch (step) {
      case RolloutStep.Nothing() -> RESTART;
      case RolloutStep.Roll _ -> ": the roll-out goes on";
      case RolloutStep.Wait(var message) -> ": the roll-out waits: " + message;
      case RolloutStep.Paused(var message) -> ": the roll-out is paused: " + message;
    };
  }

  private static String example(List<PodFacts> naked) {
    return naked.stream()
        .filter(pod -> pod.obstacle().isPresent())
        .map(PodFacts::name)
        .findFirst()
        .orElse("")
        .concat(": ");
  }

  static Finding current(Picture picture, RolloutStep step) {
    var sidecars = picture.injected();
    if (sidecars.isEmpty()) {
      return Finding.unknown("NoSidecars", "no selected pod has a sidecar yet");
    }
    return Stream.of(troubled(sidecars), told(picture), behind(picture), outdated(picture, step))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> upToDate(picture));
  }

  private static Optional<Finding> troubled(List<PodFacts> sidecars) {
    return sidecars.stream()
        .filter(pod -> pod.trouble().isPresent())
        .findFirst()
        .map(
            pod -> {
              var trouble = pod.trouble().orElseThrow();
              return Finding.no(
                  trouble.reason(), "the sidecar of pod " + pod.name() + ": " + trouble.message());
            });
  }

  /// What sidecars say of themselves; what most of them say comes first.
  private static Optional<Finding> told(Picture picture) {
    Map<PodFacts.Trouble, Long> counted =
        reports(picture)
            .flatMap(report -> report.reasons().stream())
            .collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
    return counted.entrySet().stream()
        .max(
            Map.Entry.<PodFacts.Trouble, Long>comparingByValue()
                .thenComparing(entry -> entry.getKey().message()))
        .map(
            most ->
                Finding.no(
                    most.getKey().reason(),
                    "%d of %d sidecars: %s"
                        .formatted(
                            most.getValue(), reports(picture).count(), most.getKey().message())));
  }

  private static Optional<Finding> behind(Picture picture) {
    if (picture.terms() instanceof Terms.Unaccepted) {
      return Optional.of(
          Finding.no("PolicyNotAccepted", "sidecars go on with the last accepted generation"));
    }
    var behind =
        reports(picture).filter(report -> report.generation() < picture.generation()).count();
    return behind == 0
        ? Optional.empty()
        : Optional.of(
            Finding.no(
                "NotAcknowledged",
                "%d of %d sidecars do not follow generation %d yet"
                    .formatted(behind, reports(picture).count(), picture.generation())));
  }

  private static Optional<Finding> outdated(Picture picture, RolloutStep step) {
    var outdated = picture.outdated().size();
    return outdated == 0
        ? Optional.empty()
        : Optional.of(
            Finding.no(
                "Outdated",
                "%d of %d pods were injected otherwise than the policy and the operator say now"
                        .formatted(outdated, picture.injected().size())
                    + cure(step)));
  }

  private static Finding upToDate(Picture picture) {
    var asked = reports(picture).count();
    if (asked == 0) {
      return Finding.unknown(
          "NotReached",
          "no sidecar has answered on port 9180 yet: wait, or let the operator reach it (network"
              + " policies)");
    }
    return Finding.yes(
        "Current",
        "%d of %d sidecars answered and follow generation %d"
            .formatted(asked, picture.injected().size(), picture.generation()));
  }

  static Finding covered(Picture picture) {
    return picture
        .coverage()
        .map(
            coverage ->
                switch (coverage) {
                  case Coverage.Covered(var message) -> Finding.yes("Covered", message);
                  case Coverage.CoveredByServices(var message) ->
                      Finding.yes("CoveredByServices", message);
                  case Coverage.Bypassed(var ways) ->
                      Finding.no("Bypassed", String.join("; ", ways));
                })
        .orElseGet(() -> Finding.unknown("NoSidecars", "no selected pod has a sidecar yet"));
  }

  private static Stream<SidecarReport> reports(Picture picture) {
    return picture.injected().stream()
        .flatMap(pod -> Optional.ofNullable(picture.reports().get(pod.uid())).stream());
  }
}
