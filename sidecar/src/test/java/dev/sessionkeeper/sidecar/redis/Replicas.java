package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.sidecar.refresh.ReplicaStage;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.store.StoreEvents;
import dev.sessionkeeper.sidecar.store.StoreKeys;
import dev.sessionkeeper.sidecar.store.Vault;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Three sidecars' coordinators, each with an event loop and a connection of its own, before one
/// simulated Auth server and one store.
final class Replicas implements AutoCloseable {
  static final int COUNT = 3;
  static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final AuthStage auth;
  private final List<ReplicaStage> replicas = new ArrayList<>();
  private final List<SharedStore> stores = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();
  private int users;

  /// What a replica heard of its store.
  static final class Heard implements StoreEvents {
    final List<Result> results = new CopyOnWriteArrayList<>();
    final List<String> turns = new CopyOnWriteArrayList<>();
    volatile State state = State.CONNECTING;

    @Override
    public void asked(Operation operation, Result result, Duration took) {
      results.add(result);
    }

    @Override
    public void sealedOtherwise() {
      turns.add("sealed otherwise");
    }

    @Override
    public void turned(State to, String cause) {
      state = to;
      turns.add(to + " " + cause);
    }
  }

  /// What differs from the usual store.
  static final class Settings {
    SharedStoreConfig store;
    SimulatorOptions options = SimulatorOptions.defaults();
    Optional<String> password = Optional.empty();
    Optional<String> authority = Optional.empty();
    Optional<Supplier<Optional<StoreSecrets.Password>>> passwordFile = Optional.empty();
    Optional<Supplier<Optional<StoreSecrets.Authority>>> authorityFile = Optional.empty();
    String keys = KEY;
    Duration timeout = Duration.ofSeconds(3);
    Duration replay = Duration.ofMinutes(1);
    int concurrent = 32;

    Settings(SharedStoreConfig store) {
      this.store = store;
    }
  }

  Replicas(Settings settings) {
    auth = AuthStage.with(settings.options);
    for (var i = 0; i < COUNT; i++) {
      add(settings);
    }
  }

  static Replicas before(String... addresses) {
    return new Replicas(new Settings(config(addresses)));
  }

  static SharedStoreConfig config(String... addresses) {
    return new SharedStoreConfig(
        List.of(addresses),
        SharedStoreConfig.Topology.STANDALONE,
        "",
        "",
        "",
        "/keys",
        false,
        "",
        "shop",
        Duration.ofMillis(500),
        Duration.ofMillis(1_500));
  }

  private void add(Settings settings) {
    var rules = rules(settings);
    var own = new Heard();
    var password = settings.password.map(StoreSecrets.Password::new);
    var authority = settings.authority.map(StoreSecrets.Authority::new);
    var secrets =
        new StoreSecrets(
            settings.passwordFile.or(() -> password.map(value -> () -> Optional.of(value))),
            settings.authorityFile.or(() -> authority.map(value -> () -> Optional.of(value))));
    var vault = new Vault(() -> StoreKeys.of(settings.keys));
    replicas.add(
        new ReplicaStage(
            auth,
            rules,
            vertx -> {
              var store = RedisStore.open(vertx, rules, secrets, vault, System::nanoTime, own);
              stores.add(store);
              return store;
            }));
    heard.add(own);
  }

  private static Refresh rules(Settings settings) {
    return new Refresh(
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        settings.timeout,
        OnUnavailable.ANONYMOUS,
        settings.concurrent,
        100_000,
        100_000,
        settings.replay,
        64 << 20,
        settings.store);
  }

  Replicas awaitUp() {
    await()
        .atMost(RedisServer.PATIENCE)
        .until(() -> heard.stream().allMatch(one -> one.state == StoreEvents.State.UP));
    return this;
  }

  Replicas awaitDown() {
    await()
        .atMost(RedisServer.PATIENCE)
        .until(() -> heard.stream().allMatch(one -> one.state == StoreEvents.State.DOWN));
    return this;
  }

  AuthStage auth() {
    return auth;
  }

  /// The session of another user.
  Session newSession() {
    users++;
    return auth.signUp("user-%d@example.com".formatted(users));
  }

  ReplicaStage get(int number) {
    return replicas.get(number);
  }

  void skipAll(Duration time) {
    replicas.forEach(replica -> replica.skip(time));
  }

  /// What the store of a replica answers to its event loop.
  <A> A atStore(int number, Function<SharedStore, Future<A>> question) {
    return AuthStage.answer(
        replicas.get(number).onEventLoop(() -> question.apply(stores.get(number))));
  }

  Heard heard(int number) {
    return heard.get(number);
  }

  long tokenCalls() {
    return auth.simulator().calls().counts().refreshes();
  }

  /// As many callers at each replica, all at once.
  List<RefreshOutcome> refreshEverywhere(Session session, int callers) {
    var all = new ArrayList<Future<RefreshOutcome>>();
    for (var replica : replicas) {
      for (var i = 0; i < callers; i++) {
        all.add(replica.start(session));
      }
    }
    return answers(all, Duration.ofSeconds(30));
  }

  static List<RefreshOutcome> answers(List<Future<RefreshOutcome>> all, Duration patience) {
    try {
      return Future.all(all).await(patience.toSeconds(), TimeUnit.SECONDS).list();
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  static void assertOneSession(List<RefreshOutcome> outcomes) {
    assertThat(outcomes).allSatisfy(one -> assertThat(one).isInstanceOf(Refreshed.class));
    assertThat(outcomes.stream().map(Replicas::session).map(Session::refreshToken).distinct())
        .hasSize(1);
  }

  static Session session(RefreshOutcome outcome) {
    if (outcome instanceof Refreshed(var session, _)) {
      return session;
    }
    throw new AssertionError("expected a session, found " + outcome);
  }

  static Settings with(SharedStoreConfig store, UnaryOperator<Settings> change) {
    return change.apply(new Settings(store));
  }

  @Override
  public void close() {
    stores.forEach(SharedStore::close);
    replicas.forEach(ReplicaStage::close);
    auth.close();
  }
}
