package dev.sessionkeeper.operator.fleet;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Paces the roll-out of a policy: as many owners at a time as the policy allows, none while pods
/// are starting, none while sidecars of the new shape fail to refresh.
public final class RolloutPlan {
  // Below that, one unlucky visitor would stop a roll-out.
  private static final long ENOUGH_REFRESHES = 20;
  private static final double WORST_SHARE = 0.1;

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
  public record Progress(Set<PodFacts.Owner> rolled, Set<PodFacts.Owner> stuck) {

    public Progress {
      rolled = Set.copyOf(rolled);
      stuck = Set.copyOf(stuck);
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
    var due = due();
    if (due.isEmpty()) {
      return new RolloutStep.Nothing();
    }
    var errors = failing();
    if (errors.isPresent()) {
      return new RolloutStep.Paused(errors.get());
    }
    var rolled = progress.rolled();
    var underWay = due.stream().filter(rolled::contains).count();
    var free = atATime - underWay;
    var fresh =
        due.stream().filter(owner -> !rolled.contains(owner)).limit(Math.max(0, free)).toList();
    if (fresh.isEmpty()) {
      return new RolloutStep.Wait(
          "%d of %d workloads are under way".formatted(underWay, due.size()));
    }
    return new RolloutStep.Roll(fresh);
  }

  /// The owners of pods that are outdated, or have no sidecar and could have one.
  private Set<PodFacts.Owner> due() {
    var owners = new LinkedHashSet<PodFacts.Owner>();
    if (picture.shape().isEmpty()) {
      return owners;
    }
    picture.outdated().forEach(pod -> pod.owner().ifPresent(owners::add));
    picture.naked().stream()
        .filter(pod -> pod.obstacle().isEmpty())
        .forEach(pod -> pod.owner().ifPresent(owners::add));
    owners.removeAll(progress.stuck());
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
        "%d of %d refreshes by sidecars of the new shape got no answer: look at the auth server and at the sidecars' logs; the roll-out goes on once they succeed"
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
