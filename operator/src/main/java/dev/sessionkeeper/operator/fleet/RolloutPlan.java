package dev.sessionkeeper.operator.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Paces the roll-out of a policy: as many owners at a time as the policy allows, none while pods
/// are starting, none while sidecars of the new shape fail to refresh.
public final class RolloutPlan {
  // Below that, one unlucky visitor would stop a roll-out.
  private static final long ENOUGH_REFRESHES = 20;
  private static final double WORST_SHARE = 0.1;
  private static final int MOST_NAMES = 5;

  private final Picture picture;
  private final int atATime;
  private final boolean pauseOnErrors;
  private final Progress progress;

  private RolloutPlan(Picture picture, int atATime, boolean pauseOnErrors, Progress progress) {
    this.picture = picture;
    this.atATime = atATime;
    this.pauseOnErrors = pauseOnErrors;
    this.progress = progress;
  }

  /// What was done for the current shape.
  ///
  /// @param rolled owners that were told to make their pods anew
  /// @param stuck owners that cannot, such as Jobs; nobody waits for them
  /// @param held owners that were told to and wait for somebody, and for what, in a sentence
  public record Progress(
      Set<PodFacts.Owner> rolled, Set<PodFacts.Owner> stuck, Map<PodFacts.Owner, String> held) {

    public Progress {
      rolled = Set.copyOf(rolled);
      stuck = Set.copyOf(stuck);
      held = Map.copyOf(held);
    }
  }

  /// The next step.
  ///
  /// @param atATime the largest number of owners that make pods anew at the same time
  /// @param pauseOnErrors whether failing refreshes stop it
  public static RolloutStep next(
      Picture picture, int atATime, boolean pauseOnErrors, Progress progress) {
    return new RolloutPlan(picture, atATime, pauseOnErrors, progress).next();
  }

  private RolloutStep next() {
    var all = due();
    var due = new LinkedHashMap<>(all);
    due.keySet().removeAll(progress.held().keySet());
    if (due.isEmpty()) {
      return all.isEmpty() ? new RolloutStep.Nothing() : new RolloutStep.Wait(held(all));
    }
    var errors = failing();
    if (errors.isPresent()) {
      return new RolloutStep.Paused(errors.get());
    }
    var rolled = progress.rolled();
    var underWay = due.keySet().stream().filter(rolled::contains).toList();
    var free = atATime - underWay.size();
    var fresh =
        due.keySet().stream()
            .filter(owner -> !rolled.contains(owner))
            .limit(Math.max(0, free))
            .toList();
    return fresh.isEmpty() ? waiting(all, due, underWay) : new RolloutStep.Roll(fresh);
  }

  private RolloutStep waiting(
      Map<PodFacts.Owner, String> all,
      Map<PodFacts.Owner, String> due,
      List<PodFacts.Owner> underWay) {
    var names = underWay.stream().map(due::get).distinct().limit(MOST_NAMES);
    var sentence =
        "%d of %d workloads are under way (%s)"
            .formatted(underWay.size(), due.size(), names.collect(Collectors.joining(", ")));
    var held = held(all);
    return new RolloutStep.Wait(held.isEmpty() ? sentence : sentence + "; " + held);
  }

  private String held(Map<PodFacts.Owner, String> due) {
    return due.keySet().stream()
        .flatMap(owner -> Stream.ofNullable(progress.held().get(owner)))
        .distinct()
        .sorted()
        .limit(MOST_NAMES)
        .collect(Collectors.joining("; "));
  }

  /// The owners of pods that are outdated, or have no sidecar and could have one, with their names.
  private Map<PodFacts.Owner, String> due() {
    var owners = new LinkedHashMap<PodFacts.Owner, String>();
    if (picture.shape().isEmpty()) {
      return owners;
    }
    Stream.concat(
            picture.outdated().stream(),
            picture.naked().stream().filter(pod -> pod.obstacle().isEmpty()))
        .forEach(pod -> pod.owner().ifPresent(owner -> owners.put(owner, Workload.of(pod))));
    owners.keySet().removeAll(progress.stuck());
    return owners;
  }

  /// Sidecars of the new shape that fail more often than a tenth, and more often than the old ones.
  private Optional<String> failing() {
    if (!pauseOnErrors) {
      return Optional.empty();
    }
    var byShape = new LinkedHashMap<Boolean, Rate>();
    var shape = picture.shape();
    picture.injected().forEach(pod -> count(byShape, pod, shape));
    var now = byShape.getOrDefault(true, Rate.NONE);
    var before = byShape.getOrDefault(false, Rate.NONE);
    if (now.all() < ENOUGH_REFRESHES || now.share() <= Math.max(WORST_SHARE, before.share())) {
      return Optional.empty();
    }
    return Optional.of(
        "of the last minutes' refreshes by sidecars of the new shape %d of %d got no answer: look at the auth server and at the sidecars' logs; the roll-out goes on once they succeed"
            .formatted(now.failed(), now.all()));
  }

  private void count(Map<Boolean, Rate> byShape, PodFacts pod, Optional<String> shape) {
    var report = picture.reports().get(pod.uid());
    if (report != null) {
      byShape.merge(
          pod.shape().equals(shape),
          new Rate(report.refreshed() + report.unavailable(), report.unavailable()),
          Rate::plus);
    }
  }

  /// Refreshes, and how many of them failed.
  private record Rate(long all, long failed) {
    static final Rate NONE = new Rate(0, 0);

    double share() {
      return all == 0 ? 0 : (double) failed / all;
    }

    Rate plus(Rate other) {
      return new Rate(all + other.all, failed + other.failed);
    }
  }
}
