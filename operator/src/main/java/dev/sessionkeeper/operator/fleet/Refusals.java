package dev.sessionkeeper.operator.fleet;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The last pod of each policy that was refused, by this replica or by another one, as far as the
/// policies' status and this replica know. Safe for concurrent use.
public final class Refusals {
  private static final Duration REPEAT = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Map<PolicyKey, RefusedPod> last = new ConcurrentHashMap<>();

  /// A policy's status tells of a refusal.
  ///
  /// @return whether that is news; an older one than what is known is none
  public boolean learn(PolicyKey policy, RefusedPod told) {
    var news = new AtomicBoolean();
    last.compute(
        policy,
        (_, before) -> {
          news.set(
              before == null || (!before.equals(told) && !told.time().isBefore(before.time())));
          return before == null || news.get() ? told : before;
        });
    return news.get();
  }

  /// A pod was refused here.
  ///
  /// @return whether that has to be written: what is known to have been written is left alone for
  ///     five minutes, and another pod's for ten seconds, unless the policy was changed
  public boolean take(PolicyKey policy, RefusedPod refused) {
    var news = new AtomicBoolean();
    last.compute(
        policy,
        (_, before) -> {
          news.set(before == null || isDue(before, refused));
          return before == null || news.get() ? refused : before;
        });
    return news.get();
  }

  private static boolean isDue(RefusedPod before, RefusedPod refused) {
    if (before.generation() != refused.generation()) {
      return refused.generation() > before.generation();
    }
    var pause = refused.repeats(before) ? REPEAT : PAUSE;
    return !refused.time().isBefore(before.time().plus(pause));
  }

  /// What was taken could not be written.
  public void giveBack(PolicyKey policy, RefusedPod refused) {
    last.remove(policy, refused);
  }

  public Optional<RefusedPod> of(PolicyKey policy) {
    return Optional.ofNullable(last.get(policy));
  }

  /// A policy is gone.
  public void remove(PolicyKey policy) {
    last.remove(policy);
  }
}
