package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Rejected;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.store.StoreEvents.Result;
import dev.sessionkeeper.sidecar.store.Subject;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule 2 across replicas: one refresh per session.
class SharedStoreTest {
  private final RedisServer redis = RedisServer.start();
  private Replicas replicas = Replicas.before(redis.address()).awaitUp();

  @AfterEach
  void close() {
    replicas.close();
    redis.close();
  }

  private void with(Replicas.Settings settings) {
    replicas.close();
    replicas = new Replicas(settings).awaitUp();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10"})
  @DisplayName("R1 R2 rule 2: fifty callers at each of three replicas cost one token call")
  void fiftyCallersAtEachReplicaCostOneTokenCall(String reuseInterval) {
    var settings = new Replicas.Settings(Replicas.config(redis.address()));
    settings.options =
        SimulatorOptions.defaults()
            .with("GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL", reuseInterval);
    with(settings);

    var outcomes = replicas.refreshEverywhere(replicas.auth().signUp(), 50);

    Replicas.assertOneSession(outcomes);
    assertThat(replicas.tokenCalls()).isEqualTo(1);
    assertThat(outcomes.stream().filter(one -> source(one) == Source.SHARED_STORE)).hasSize(2);
  }

  @Test
  void nothingStaysInTheStoreForLongerThanAnHour() {
    Replicas.assertOneSession(replicas.refreshEverywhere(replicas.newSession(), 1));

    var keys = redis.ask("KEYS", "shop:*").lines().toList();

    assertThat(keys).hasSize(2);
    assertThat(keys)
        .allSatisfy(
            key ->
                assertThat(Long.parseLong(redis.ask("PTTL", key).strip()))
                    .isBetween(1L, key.endsWith(":newest") ? 3_600_000L : 60_000L));
  }

  @Test
  @DisplayName("rule 4: a session that was signed out at one replica is handed out by no other")
  void aSignOutAtOneReplicaIsKnownToTheOthers() {
    var old = replicas.newSession();
    var newest = Replicas.session(replicas.get(1).refresh(old));
    assertThat(replicas.get(1).refresh(old)).isInstanceOf(Refreshed.class);
    assertThat(replicas.get(2).isOutdated(newest)).isFalse();

    replicas.get(0).signOut(newest);

    await().atMost(RedisServer.PATIENCE).until(() -> replicas.get(1).isOutdated(newest));
    assertThat(replicas.get(1).refresh(old))
        .isEqualTo(new Rejected(FatalCode.REFRESH_TOKEN_ALREADY_USED, Standing.FIRST_SIGHT));
    await().atMost(RedisServer.PATIENCE).until(() -> replicas.get(2).isOutdated(newest));
  }

  @Test
  @DisplayName("R2 strangers share a refresh by their tokens alone")
  void strangersShareARefreshByTheirTokens() {
    var session = replicas.auth().signUp();
    var all = new ArrayList<Future<RefreshOutcome>>();
    for (var i = 0; i < Replicas.COUNT; i++) {
      all.add(replicas.get(i).start(session, new Verification.Unverifiable("no keys")));
    }

    Replicas.assertOneSession(Replicas.answers(all, Duration.ofSeconds(10)));

    assertThat(replicas.tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("R3 the lease of a call that takes longer than it is renewed")
  void theLeaseOfASlowCallIsRenewed() {
    var settings = new Replicas.Settings(Replicas.config(redis.address()));
    settings.timeout = Duration.ofSeconds(10);
    settings.store =
        StoreConfigs.like(settings.store)
            .times(Duration.ofMillis(100), Duration.ofMillis(400))
            .build();
    with(settings);
    slowToken(Duration.ofSeconds(2));

    var outcomes = replicas.refreshEverywhere(replicas.auth().signUp(), 1);

    Replicas.assertOneSession(outcomes);
    assertThat(replicas.tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("R4 a late caller at another replica is served from the store")
  void aLateCallerAtAnotherReplicaIsServedFromTheStore() {
    var old = replicas.auth().signUp();
    var second = Replicas.session(replicas.get(0).refresh(old));
    var third = Replicas.session(replicas.get(0).refresh(second));

    assertThat(replicas.get(1).refresh(old)).isEqualTo(new Refreshed(third, Source.SHARED_STORE));
    assertThat(replicas.get(2).refresh(second))
        .isEqualTo(new Refreshed(third, Source.SHARED_STORE));
    assertThat(replicas.tokenCalls()).isEqualTo(2);
  }

  @Test
  @DisplayName("R6 the lease of a replica that vanished ends by itself")
  void theLeaseOfAReplicaThatVanishedEndsByItself() {
    var session = replicas.auth().signUp();
    var subject = Subject.of("shop", replicas.auth().simulator().url(), session, true);
    redis.ask("SET", subject.leaseKey(), "gone", "PX", "700");

    var began = System.nanoTime();
    var outcome = replicas.get(0).refresh(session);

    assertThat(outcome).isInstanceOf(Refreshed.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(400), Duration.ofMillis(2_500));
  }

  @Test
  @DisplayName("R9 already_used is not believed where another replica has refreshed")
  void alreadyUsedIsNotBelievedWhereAnotherReplicaHasRefreshed() {
    var old = replicas.auth().signUp();
    replicas.auth().simulator().faults().add(FaultRule.onToken(alreadyUsed(), 1));
    var first = replicas.get(0).refresh(old);
    redis.ask("FLUSHALL");
    var refreshed = Replicas.session(replicas.get(1).refresh(old));
    replicas.get(0).skip(Duration.ofSeconds(11));

    var again = replicas.get(0).refresh(old);

    assertThat(first).isInstanceOf(Rejected.class);
    assertThat(again).isEqualTo(new Refreshed(refreshed, Source.SHARED_STORE));
  }

  @Test
  @DisplayName("R9 a stale token that nobody has refreshed ends on its second presentation")
  void aStaleTokenThatNobodyHasRefreshedEndsOnItsSecondPresentation() {
    var old = replicas.auth().signUp();
    replicas.auth().simulator().faults().add(FaultRule.onToken(alreadyUsed(), 1));
    replicas.get(0).refresh(old);
    replicas.get(0).skip(Duration.ofSeconds(11));

    assertThat(replicas.get(0).refresh(old))
        .isInstanceOfSatisfying(
            Rejected.class, known -> assertThat(known.standing()).isEqualTo(Standing.FINAL));
  }

  @Test
  @DisplayName("a refusal is shared by those who wait for it")
  void aRefusalIsSharedByThoseWhoWait() {
    replicas.auth().simulator().faults().add(FaultRule.onToken(alreadyUsed(), 1));

    var outcomes = replicas.refreshEverywhere(replicas.auth().signUp(), 1);

    assertThat(outcomes).allSatisfy(one -> assertThat(one).isInstanceOf(Rejected.class));
    assertThat(replicas.tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "rule 4: a generation that is too old for another replica is not presented by this one")
  void aGenerationThatIsTooOldIsNotPresentedByAnotherReplica() {
    var old = replicas.auth().signUp();
    replicas.auth().simulator().clock().advance(Duration.ofSeconds(2));
    var second = Replicas.session(replicas.get(0).refresh(old));
    replicas.auth().simulator().clock().advance(Duration.ofSeconds(2));
    var third = Replicas.session(replicas.get(0).refresh(second));
    forgetEntries();

    var late = replicas.get(1).refresh(old);

    assertThat(late).isInstanceOf(Rejected.class);
    assertThat(replicas.tokenCalls()).isEqualTo(2);
    assertThat(replicas.get(2).refresh(third)).isInstanceOf(Refreshed.class);
  }

  @Test
  @DisplayName("R8 rule 4: a slow response of one replica is told of another replica's refresh")
  void aSlowResponseOfOneReplicaIsToldOfAnotherReplicasRefresh() {
    var second = Replicas.session(replicas.get(0).refresh(replicas.auth().signUp()));
    replicas.auth().simulator().clock().advance(Duration.ofSeconds(2));

    assertThat(replicas.get(0).isOutdated(second)).isFalse();
    replicas.get(1).refresh(second);

    await().atMost(RedisServer.PATIENCE).until(() -> replicas.get(0).isOutdated(second));
  }

  @Test
  @DisplayName("rule 7: nothing of a session is stored in the clear")
  void nothingOfASessionIsStoredInTheClear() {
    var old = replicas.auth().signUp("marked-ada@example.com");
    var refreshed = Replicas.session(replicas.get(0).refresh(old));
    var dump = redis.dump();

    assertThat(dump).contains("shop:{").contains("entry:").contains("newest");
    for (var session : List.of(old, refreshed)) {
      assertThat(dump)
          .doesNotContain(session.refreshToken().value())
          .doesNotContain(session.claims().sessionId().orElseThrow())
          .doesNotContain(session.claims().subject().orElseThrow());
    }
    assertThat(dump).doesNotContain("marked-", "eyJ", "example.com", "access_token");
  }

  @Test
  @DisplayName("whoever holds no key gets nothing from the store, and refreshes for itself")
  void whoeverHoldsNoKeyGetsNothing() {
    var old = replicas.auth().signUp();
    replicas.get(0).refresh(old);
    var settings = new Replicas.Settings(Replicas.config(redis.address()));
    settings.keys = Replicas.KEY.replace("AA", "BB");
    try (var strangers = new Replicas(settings).awaitUp()) {
      var theirs = strangers.auth().signUp();
      strangers.get(0).refresh(theirs);

      assertThat(strangers.get(1).refresh(theirs)).isInstanceOf(Refreshed.class);
      assertThat(strangers.heard(0).results).containsOnly(Result.ANSWERED);
    }
  }

  private void forgetEntries() {
    for (var key : redis.ask("KEYS", "*entry*").lines().toList()) {
      redis.ask("DEL", key);
    }
  }

  private void slowToken(Duration delay) {
    replicas.auth().simulator().faults().add(FaultRule.onToken(new Fault.Delay(delay), 1));
  }

  private static Fault alreadyUsed() {
    return new Fault.Answer(
        400,
        Map.of("X-Sb-Error-Code", "refresh_token_already_used"),
        "{\"code\":\"refresh_token_already_used\",\"message\":\"used\"}");
  }

  private static Source source(RefreshOutcome outcome) {
    return ((Refreshed) outcome).source();
  }
}
