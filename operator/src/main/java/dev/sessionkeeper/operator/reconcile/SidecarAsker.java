package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.Fleet;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RecentRefreshes;
import dev.sessionkeeper.operator.fleet.SidecarReport;
import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.telemetry.FleetTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Asks sidecars how they are: soon after their pod or their policy changed, and otherwise now and
/// then. Never more than a bounded number a second, so that a large fleet is asked less often each.
public final class SidecarAsker {
  /// How often [#tick] is to be called.
  public static final Duration TICK = Duration.ofMillis(250);

  private static final int MOST_A_TICK = 10;
  private static final int MOST_AT_A_TIME = 40;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);
  private static final int PORT = Injection.ADMIN_PORT;

  private final Fleet fleet;
  private final FleetTelemetry telemetry;
  private final Consumer<PolicyKey> changed;
  private final LongSupplier nanos;
  private final HttpClient client;
  private final Agenda agenda = new Agenda();
  private final Map<PolicyKey, Long> expected = new ConcurrentHashMap<>();
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private final Map<String, RecentRefreshes> refreshes = new ConcurrentHashMap<>();
  private final int port;

  /// @param changed is told of policies whose picture changed
  /// @param nanos a monotonic clock in nanoseconds
  public SidecarAsker(
      Vertx vertx,
      Fleet fleet,
      FleetTelemetry telemetry,
      Consumer<PolicyKey> changed,
      LongSupplier nanos) {
    this(vertx, fleet, telemetry, changed, nanos, PORT);
  }

  SidecarAsker(
      Vertx vertx,
      Fleet fleet,
      FleetTelemetry telemetry,
      Consumer<PolicyKey> changed,
      LongSupplier nanos,
      int port) {
    this.fleet = fleet;
    this.telemetry = telemetry;
    this.changed = changed;
    this.nanos = nanos;
    this.port = port;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(false).setMetricsName("sidecars"),
            new PoolOptions().setHttp1MaxSize(MOST_AT_A_TIME));
  }

  /// A pod is there, perhaps changed.
  public void changed(PodFacts pod) {
    if (pod.askable()) {
      tries.remove(pod.uid());
      agenda.put(pod, nanos.getAsLong() + SOON.toNanos() / 2);
    }
  }

  /// From now on the sidecars of a policy should follow a generation.
  void expect(PolicyKey policy, long generation) {
    var before = expected.put(policy, generation);
    if (before == null || before != generation) {
      fleet.pods(policy).forEach(this::changed);
    }
  }

  /// A policy is gone.
  public void forget(PolicyKey policy) {
    expected.remove(policy);
  }

  /// Asks those that are due.
  public void tick() {
    agenda.take(nanos.getAsLong(), MOST_A_TICK).stream()
        .flatMap(pod -> stillThere(pod).stream())
        .forEach(this::ask);
  }

  private Optional<PodFacts> stillThere(PodFacts pod) {
    var known =
        fleet
            .pod(pod.namespace(), pod.name())
            .filter(one -> one.uid().equals(pod.uid()))
            .filter(PodFacts::askable);
    if (known.isEmpty()) {
      tries.remove(pod.uid());
      refreshes.remove(pod.uid());
    }
    return known;
  }

  /// How many are to be asked.
  int planned() {
    return agenda.size();
  }

  private void ask(PodFacts pod) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(host(pod.address().orElseThrow()))
            .setPort(port)
            .setURI("/status")
            .setTimeout(TIMEOUT.toMillis());
    client
        .request(options)
        .compose(SidecarAsker::answer)
        .otherwise(Optional.empty())
        .onSuccess(report -> learn(pod, report));
  }

  /// As in a URL, where an IPv6 address has brackets.
  private static String host(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  /// The time is that of the whole answer; a connection that goes on is cut.
  private static Future<Optional<SidecarReport>> answer(HttpClientRequest request) {
    return request
        .send()
        .compose(response -> BoundedBody.of(response, LONGEST_ANSWER))
        .map(StatusReader::read)
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> request.reset());
  }

  private void learn(PodFacts pod, Optional<SidecarReport> report) {
    if (report.isPresent()) {
      telemetry.answered();
      fleet.report(pod, lately(pod, report.get())).forEach(changed);
    } else {
      telemetry.silent();
    }
    agenda.put(pod, nanos.getAsLong() + pause(pod, report).toNanos());
  }

  private SidecarReport lately(PodFacts pod, SidecarReport said) {
    return refreshes
        .computeIfAbsent(pod.uid(), _ -> new RecentRefreshes())
        .lately(said, nanos.getAsLong());
  }

  /// A sidecar that is as it should be is asked now and then; another one soon, then less and less.
  private Duration pause(PodFacts pod, Optional<SidecarReport> report) {
    if (report.filter(said -> asExpected(pod, said)).isPresent()) {
      tries.remove(pod.uid());
      return stretched(NOW_AND_THEN);
    }
    var tried = tries.merge(pod.uid(), 1, Integer::sum);
    return tried <= 20 ? SOON : stretched(NOW_AND_THEN.dividedBy(3));
  }

  private boolean asExpected(PodFacts pod, SidecarReport said) {
    var wanted =
        pod.policy().map(name -> expected.getOrDefault(new PolicyKey(pod.namespace(), name), 0L));
    return said.reasons().isEmpty() && said.generation() >= wanted.orElse(0L);
  }

  /// So that all of a large fleet fit into the bounded number a second.
  private Duration stretched(Duration usual) {
    var needed = TICK.multipliedBy(agenda.size() / MOST_A_TICK + 1L);
    return needed.compareTo(usual) > 0 ? needed : usual;
  }
}
