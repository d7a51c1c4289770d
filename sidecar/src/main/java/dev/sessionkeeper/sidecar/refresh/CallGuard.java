package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.refresh.RefreshEvents.CircuitState;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.Repeat;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Decides whether the Auth server may be asked at all: not while its circuit is open, not while it
/// has asked for a pause. Belongs to one event loop.
final class CallGuard {
  private static final int WINDOW = 20;
  private static final int FEWEST_CALLS = 5;
  private static final int PERCENT = 50;
  private static final int PROBES = 3;
  private static final Duration OPEN = Duration.ofSeconds(3);
  // The server's own limit fills up with one call in two seconds and tells no time to wait.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(32);

  private final LongSupplier nanos;
  private final CircuitBreaker breaker;
  private Duration pause = FIRST_PAUSE;
  private long pausedUntil;
  private boolean paused;
  private boolean retired;

  CallGuard(LongSupplier nanos, RefreshEvents events) {
    this.nanos = nanos;
    this.breaker =
        CircuitBreaker.of(
            "auth-server",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(FEWEST_CALLS)
                .failureRateThreshold(PERCENT)
                .slowCallRateThreshold(100)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .clock(new MonotonicClock(nanos))
                .writableStackTraceEnabled(false)
                .build());
    // It takes the place of another one, which may have been open.
    events.circuitTurned(CircuitState.CLOSED);
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (!retired) {
                events.circuitTurned(state(event.getStateTransition().getToState()));
              }
            });
  }

  /// Another guard takes its place: calls under way still end here, but of this circuit nobody is
  /// told any more.
  void retire() {
    retired = true;
  }

  /// What somebody who asked for leave now would hear; nothing is reserved.
  Optional<TokenAnswer> outlook() {
    var refusal = refusal();
    if (refusal.isEmpty()) {
      release();
    }
    return refusal;
  }

  /// Asks for leave to call. Whoever gets it must `learn` or `release` afterwards.
  ///
  /// @return empty for leave, else the answer instead of a call
  Optional<TokenAnswer> refusal() {
    var left = pausedUntil - nanos.getAsLong();
    if (paused && left > 0) {
      return Optional.of(refused(UnavailableReason.RATE_LIMITED, Duration.ofNanos(left)));
    }
    paused = false;
    return breaker.tryAcquirePermission()
        ? Optional.empty()
        : Optional.of(refused(UnavailableReason.CIRCUIT_OPEN, OPEN));
  }

  /// Gives leave back that was not used.
  void release() {
    breaker.releasePermission();
  }

  /// Learns from an answer.
  void learn(TokenAnswer answer, Duration took) {
    switch (answer) {
      case TokenAnswer.Success _, TokenAnswer.Fatal _ -> works(took);
      case TokenAnswer.Unavailable unavailable -> learn(unavailable, took);
    }
  }

  private void learn(TokenAnswer.Unavailable unavailable, Duration took) {
    switch (unavailable.reason()) {
      case RATE_LIMITED -> {
        breaker.releasePermission();
        takePause(unavailable.retryAfter());
      }
      case TIMEOUT, CONNECTION, SERVER_ERROR, MISCONFIGURED, NOT_A_SESSION ->
          breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new NoAnswer());
      // These concern one session; the server works.
      case CONFLICT, HOOK, OTHER_SESSION, UNEXPECTED -> works(took);
      case CIRCUIT_OPEN, OVERLOADED, SECRET_MISSING -> breaker.releasePermission();
    }
  }

  private void works(Duration took) {
    pause = FIRST_PAUSE;
    breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void takePause(Optional<Duration> asked) {
    paused = true;
    pausedUntil = nanos.getAsLong() + asked.orElse(pause).toNanos();
    var doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static TokenAnswer refused(UnavailableReason reason, Duration left) {
    return new TokenAnswer.Unavailable(reason, Optional.of(left), Repeat.USELESS);
  }

  private static CircuitState state(CircuitBreaker.State state) {
    return switch (state) {
      case OPEN, FORCED_OPEN -> CircuitState.OPEN;
      case HALF_OPEN -> CircuitState.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
    };
  }

  /// What the breaker is told of; it wants a throwable and only counts it.
  private static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer() {
      super("no answer", null, false, false);
    }
  }
}
