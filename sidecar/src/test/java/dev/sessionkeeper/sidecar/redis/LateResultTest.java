package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Sessions;
import dev.sessionkeeper.sidecar.store.Claim;
import dev.sessionkeeper.sidecar.store.Entry;
import dev.sessionkeeper.sidecar.store.Lease;
import dev.sessionkeeper.sidecar.store.Publication;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.store.Subject;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rule 4: a holder that comes late never replaces a newer session.
class LateResultTest {
  private static final Session FIRST = session(1_000, "refresh00001");
  private static final Session SECOND = session(2_000, "refresh00002");
  private static final Session ALSO_SECOND = session(2_000, "refresh00003");
  private static final Session THIRD = session(3_000, "refresh00004");

  private final RedisServer redis = RedisServer.start();
  private final Replicas replicas = Replicas.before(redis.address()).awaitUp();

  @AfterEach
  void close() {
    replicas.close();
    redis.close();
  }

  @Test
  @DisplayName("rule 4: an older generation is refused, with the newer one as proof")
  void anOlderGenerationIsRefused() {
    var late = lease(0, FIRST);
    loseLease(FIRST);
    assertThat(publish(lease(1, SECOND), THIRD)).isInstanceOf(Publication.Stored.class);

    assertThat(publish(late, SECOND)).isInstanceOf(Publication.Outdated.class);

    assertThat(find(FIRST)).isEmpty();
    assertThat(find(SECOND)).contains(new Entry.Renewed(THIRD));
  }

  @Test
  @DisplayName("a result of the same generation with an older fence changes nothing")
  void aResultOfTheSameGenerationWithAnOlderFenceChangesNothing() {
    var late = lease(0, FIRST);
    loseLease(FIRST);
    publish(lease(1, FIRST), SECOND);

    publish(late, ALSO_SECOND);

    assertThat(find(FIRST)).contains(new Entry.Renewed(SECOND));
  }

  @Test
  void aFenceGrowsEvenAfterTheServerHasLostItsData() {
    var late = lease(0, FIRST);
    redis.ask("FLUSHALL");
    publish(lease(1, FIRST), SECOND);

    publish(late, ALSO_SECOND);

    assertThat(find(FIRST)).contains(new Entry.Renewed(SECOND));
  }

  @Test
  void aLateHolderDoesNotEndTheLeaseOfTheNextOne() {
    var late = lease(0, FIRST);
    loseLease(FIRST);
    lease(1, FIRST);

    late.release();

    assertThat(claim(2, FIRST)).isInstanceOf(Claim.Busy.class);
  }

  @Test
  @DisplayName("R6 the lease of a replica that is gone ends by itself")
  void theLeaseOfAReplicaThatIsGoneEndsByItself() {
    lease(0, FIRST);
    assertThat(claim(1, FIRST)).isInstanceOf(Claim.Busy.class);

    replicas.get(0).close();

    await()
        .atMost(RedisServer.PATIENCE)
        .untilAsserted(() -> assertThat(claim(1, FIRST)).isInstanceOf(Claim.Held.class));
  }

  @Test
  @DisplayName("R9 already_used is not believed where another replica refreshed meanwhile")
  void alreadyUsedIsNotBelievedWhereAnotherReplicaRefreshedMeanwhile() {
    var old = replicas.auth().signUp();
    var lease = Subject.of("shop", replicas.auth().simulator().url(), old, true).leaseKey();
    var delay = new Fault.Delay(Duration.ofSeconds(1));
    replicas.auth().simulator().faults().add(FaultRule.onToken(delay, 1));
    var slow = replicas.get(0).start(old);
    await().atMost(RedisServer.PATIENCE).until(() -> replicas.tokenCalls() == 1);
    redis.ask("DEL", lease);

    var second = Replicas.session(replicas.get(1).refresh(old));
    replicas.auth().simulator().clock().advance(Duration.ofSeconds(11));
    var third = Replicas.session(replicas.get(1).refresh(second));

    assertThat(AuthStage.answer(slow)).isEqualTo(new Refreshed(third, Source.SHARED_STORE));
  }

  private void loseLease(Session session) {
    redis.ask("DEL", subject(session).leaseKey());
  }

  private Lease lease(int replica, Session session) {
    if (claim(replica, session) instanceof Claim.Held(var lease, _)) {
      return lease;
    }
    throw new AssertionError("somebody else holds the lease");
  }

  private Claim claim(int replica, Session session) {
    return replicas.atStore(replica, store -> store.claim(subject(session), Duration.ofSeconds(1)));
  }

  private Publication publish(Lease lease, Session session) {
    return AuthStage.answer(lease.publish(session));
  }

  private Optional<Entry> find(Session session) {
    return replicas.atStore(2, (SharedStore store) -> store.find(subject(session)));
  }

  private static Subject subject(Session session) {
    return Subject.of("shop", "https://shop.supabase.co", session, true);
  }

  private static Session session(long issuedAt, String refreshToken) {
    return Sessions.of(Sessions.jwt("s", issuedAt, 90_000), refreshToken, 90_000);
  }
}
