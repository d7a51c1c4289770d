package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ManySessionsTest {
  private static final int SESSIONS = Integer.getInteger("store.sessions", 10_000);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Test
  @DisplayName(
      "rule 2: 10,000 sessions that expire at once at three replicas are refreshed once each")
  void tenThousandSessionsThatExpireAtOnceAreRefreshedOnceEach() {
    try (var redis = RedisServer.start()) {
      var settings = new Replicas.Settings(Replicas.config(redis.address()));
      // Three replicas, a store and an Auth server on one machine: nobody is late here, only slow.
      settings.timeout = Duration.ofMinutes(3);
      settings.replay = Duration.ofMinutes(10);
      settings.concurrent = 64;
      settings.store =
          StoreConfigs.like(settings.store)
              .times(Duration.ofSeconds(20), Duration.ofMinutes(1))
              .build();
      try (var replicas = new Replicas(settings).awaitUp()) {
        var sessions = replicas.auth().signUps(SESSIONS);

        var outcomes = new ArrayList<Future<RefreshOutcome>>();
        for (var session : sessions) {
          everywhere(replicas, session, outcomes);
        }
        var unserved = unserved(replicas, sessions, Replicas.answers(outcomes, PATIENCE));

        assertThat(unserved).isEmpty();
        assertThat(replicas.tokenCalls()).isEqualTo(SESSIONS);
      }
    }
  }

  private static void everywhere(
      Replicas replicas, Session session, List<Future<RefreshOutcome>> outcomes) {
    for (var i = 0; i < Replicas.COUNT; i++) {
      outcomes.add(replicas.get(i).start(session));
    }
  }

  /// Who found too long a line comes again, as a browser does.
  private static List<Session> unserved(
      Replicas replicas, List<Session> sessions, List<RefreshOutcome> outcomes) {
    var left = new ArrayList<Session>();
    for (var i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case RefreshOutcome.Refreshed _ -> {}
        case RefreshOutcome.Unavailable _ -> left.add(sessions.get(i / Replicas.COUNT));
        case RefreshOutcome.Rejected rejected ->
            throw new AssertionError("signed out: " + rejected);
      }
    }
    var random = new Random(left.size());
    for (var attempt = 0; attempt < 20 && !left.isEmpty(); attempt++) {
      replicas.skipAll(Duration.ofSeconds(2));
      left.removeIf(
          session ->
              replicas.get(random.nextInt(Replicas.COUNT)).refresh(session)
                  instanceof RefreshOutcome.Refreshed);
    }
    return left;
  }
}
