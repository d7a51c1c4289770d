package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.Claims;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.supabase.UserAnswer;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Trusts the server's answer to `GET /user`.
final class UserTrust implements Trust {
  // Refreshes use the same connections and must not wait behind a flood of forged tokens.
  private static final int MOST_CALLS = 16;
  // Within it the server's clock may be past the expiry already, and a good token is `bad_jwt`.
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);

  private final Function<AccessToken, Future<UserAnswer>> server;
  private final Clock clock;
  private final AtomicInteger calls = new AtomicInteger();

  UserTrust(Function<AccessToken, Future<UserAnswer>> server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  @Override
  public Future<Judgement> judge(Session session) {
    if (Algorithm.of(session.claims().algorithm()).isEmpty()) {
      return Future.succeededFuture(Judgement.forged(Reasons.ALGORITHM));
    }
    if (expiresBefore(session.claims(), clock.instant())) {
      return Future.succeededFuture(Judgement.unverifiable(Reasons.EXPIRED));
    }
    if (calls.incrementAndGet() > MOST_CALLS) {
      calls.decrementAndGet();
      return Future.succeededFuture(Judgement.unverifiable(Reasons.OVERLOADED));
    }
    return server
        .apply(session.accessToken())
        .onComplete(done -> calls.decrementAndGet())
        .map(answer -> judge(session.claims(), answer));
  }

  private Judgement judge(Claims claims, UserAnswer answer) {
    return switch (answer) {
      case UserAnswer.Accepted(String userId)
          when claims.subject().filter(userId::equals).isEmpty() ->
          Judgement.unverifiable(Reasons.OTHER_USER);
      case UserAnswer.Accepted _ -> Judgement.acceptedForNow();
      case UserAnswer.Refused(String reason) when mayBeTheClock(reason, claims) ->
          Judgement.unverifiable(Reasons.EXPIRED);
      case UserAnswer.Refused _ -> Judgement.forged(Reasons.REFUSED);
      case UserAnswer.Unavailable _ -> Judgement.unverifiable(Reasons.UNAVAILABLE);
    };
  }

  private boolean mayBeTheClock(String reason, Claims claims) {
    return reason.equals(UserAnswer.BAD_JWT)
        && expiresBefore(claims, clock.instant().plus(CLOCK_DIFFERENCE));
  }

  private static boolean expiresBefore(Claims claims, Instant instant) {
    return claims.expiresAt().filter(end -> !end.isAfter(instant)).isPresent();
  }
}
