package dev.sessionkeeper.operator.reconcile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.operator.fleet.Fleet;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.SidecarReport;
import dev.sessionkeeper.operator.telemetry.FleetTelemetry;
import dev.sessionkeeper.operator.telemetry.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The asker against an admin port on a real socket.
class SidecarAskerTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final PodFacts POD = pod("a");
  private static final String FOLLOWS_3 =
      """
      {"ready": true, "version": "0.1.0", "policy": {"namespace": "shop", "name": "web", "generation": 3},
       "reasons": [{"code": "SecretMissing", "message": "The file is missing."},
                   {"code": "AuthNotAskedYet", "message": "Too early."}],
       "refreshes": {"refreshed": 7, "rejected": 1, "unavailable": 2}}
      """;

  private static final String ENDLESS = "endless";

  private final Vertx vertx = Vertx.vertx();
  private final Fleet fleet = new Fleet();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger flooded = new AtomicInteger();
  private final AtomicInteger pause = new AtomicInteger();
  private final AtomicBoolean cut = new AtomicBoolean();
  private final AtomicReference<String> answer = new AtomicReference<>(FOLLOWS_3);
  private final List<PolicyKey> changed = new CopyOnWriteArrayList<>();
  private SidecarAsker asker = asker(1);

  @BeforeEach
  void listen() {
    var port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  asked.incrementAndGet();
                  if (answer.get().equals(ENDLESS)) {
                    flood(request.response());
                  } else {
                    request.response().end(answer.get());
                  }
                })
            .listen(0, "0.0.0.0")
            .await()
            .actualPort();
    asker = asker(port);
    fleet.put(POD);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatASidecarSaysIsReported() {
    asker.changed(POD);
    askIn(Duration.ofSeconds(1));

    assertThat(fleet.report(POD))
        .contains(
            new SidecarReport(
                "0.1.0",
                3,
                List.of(new PodFacts.Trouble("SecretMissing", "The file is missing.")),
                0,
                0));
    assertThat(changed).containsExactly(WEB);
  }

  /// What it counted before it was first asked may be a week old.
  @Test
  void refreshesAreThoseSinceItWasAskedBefore() {
    asker.expect(WEB, 4);
    askIn(Duration.ofSeconds(1));
    answer.set(FOLLOWS_3.replace("\"refreshed\": 7", "\"refreshed\": 12"));
    askIn(Duration.ofSeconds(30));

    await().atMost(10, SECONDS).until(() -> fleet.report(POD).orElseThrow().refreshed() == 5);
    assertThat(fleet.report(POD).orElseThrow().unavailable()).isZero();
  }

  /// A cluster that speaks IPv6 only.
  @Test
  void aSidecarIsAskedAtItsIpv6Address() {
    var six = pod("six", "::1");
    fleet.put(six);
    asker.changed(six);
    askIn(Duration.ofSeconds(1));

    await().atMost(10, SECONDS).until(() -> fleet.report(six).isPresent());
  }

  @Test
  void aSidecarThatIsAsItShouldBeIsLeftAloneForHalfAMinute() {
    answer.set(FOLLOWS_3.replaceAll("(?s)\\[.*\\]", "[]"));
    asker.expect(WEB, 3);
    askIn(Duration.ofSeconds(1));

    nanos.addAndGet(Duration.ofSeconds(25).toNanos());
    asker.tick();
    assertThat(asked).hasValue(1);
    askIn(Duration.ofSeconds(6));

    assertThat(asked).hasValue(2);
  }

  @Test
  void aSidecarThatIsBehindIsAskedAgainSoon() {
    asker.expect(WEB, 4);
    askIn(Duration.ofSeconds(1));
    askIn(Duration.ofSeconds(2));

    assertThat(asked).hasValue(2);
  }

  @Test
  void anAnswerThatIsNoneIsNoReport() {
    answer.set("404 page not found");
    asker.changed(POD);
    askIn(Duration.ofSeconds(1));

    assertThat(fleet.report(POD)).isEmpty();
    assertThat(changed).isEmpty();
  }

  /// Any pod may say that it has a sidecar, and the operator's memory is small.
  @Test
  void anAnswerThatNeverEndsIsCut() {
    answer.set(ENDLESS);
    asker.changed(POD);
    askIn(Duration.ofSeconds(1));

    await().atMost(10, SECONDS).untilTrue(cut);
    assertThat(flooded.get()).isLessThan(4 * 1024 * 1024);
    assertThat(fleet.report(POD)).isEmpty();
  }

  @Test
  void aTrickleIsCutInTime() {
    answer.set(ENDLESS);
    pause.set(100);
    asker.changed(POD);
    askIn(Duration.ofSeconds(1));

    await().atMost(10, SECONDS).untilTrue(cut);
    assertThat(fleet.report(POD)).isEmpty();
  }

  @Test
  void whatReachesAStatusIsBounded() {
    var reason = "{\"code\": \"SecretMissing\", \"message\": \"%s\"}".formatted("x".repeat(2_000));
    var wrong = "{\"code\": \"no word\", \"message\": \"\"}";
    var reasons = String.join(",", Collections.nCopies(20, reason));
    answer.set("{\"version\": \"1\", \"reasons\": [%s, %s]}".formatted(wrong, reasons));
    asker.changed(POD);
    askIn(Duration.ofSeconds(1));

    var told = fleet.report(POD).orElseThrow().reasons();
    assertThat(told).hasSize(16);
    assertThat(told)
        .allSatisfy(
            one -> {
              assertThat(one.reason()).isEqualTo("SecretMissing");
              assertThat(one.message()).hasSize(500);
            });
  }

  @Test
  void aPodThatIsGoneIsNotAsked() {
    asker.changed(POD);
    fleet.remove("shop", "a");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    asker.tick();

    assertThat(asked).hasValue(0);
  }

  @Test
  void aLargeFleetIsAskedAtABoundedPace() {
    for (var i = 0; i < 1_000; i++) {
      fleet.put(pod("p" + i));
      asker.changed(pod("p" + i));
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    asker.tick();

    await().atMost(10, SECONDS).until(() -> asked.get() == 10);
  }

  private void flood(HttpServerResponse response) {
    response.setChunked(true).exceptionHandler(_ -> cut.set(true)).closeHandler(_ -> cut.set(true));
    pour(response);
  }

  private void pour(HttpServerResponse response) {
    if (response.closed()) {
      return;
    }
    var part = "x".repeat(pause.get() > 0 ? 1 : 65_536);
    response
        .write(part)
        .onSuccess(
            _ -> {
              flooded.addAndGet(part.length());
              vertx.setTimer(Math.max(1, pause.get()), _ -> pour(response));
            });
  }

  /// Moves the clock, asks, and waits for the answer to be taken in.
  private void askIn(Duration time) {
    nanos.addAndGet(time.toNanos());
    var before = asked.get();
    asker.tick();
    await().atMost(10, SECONDS).until(() -> asked.get() > before && asker.planned() > 0);
  }

  private SidecarAsker asker(int port) {
    var telemetry = new FleetTelemetry(new Metrics(), () -> 0);
    return new SidecarAsker(vertx, fleet, telemetry, changed::add, nanos::get, port);
  }

  private static PodFacts pod(String name) {
    return pod(name, "127.0.0.1");
  }

  private static PodFacts pod(String name, String address) {
    return new PodFacts(
        "shop",
        name,
        "uid-of-" + name,
        Instant.EPOCH,
        Map.of("app", "web"),
        Optional.of("web"),
        Optional.of("0123456789abcdef"),
        -1,
        PodFacts.Life.RUNNING,
        Optional.of(address),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
