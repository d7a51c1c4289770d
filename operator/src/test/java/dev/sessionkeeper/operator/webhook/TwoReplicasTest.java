package dev.sessionkeeper.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.store.CertificateSecret;
import dev.sessionkeeper.operator.telemetry.CertificateTelemetry;
import dev.sessionkeeper.operator.telemetry.Metrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// O10: two replicas share one Secret, and neither sees at once what the other wrote.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwoReplicasTest {
  private static final String SECRET = "/api/v1/namespaces/sessionkeeper/secrets/webhook";
  private static final List<String> NAMES = List.of("sessionkeeper.sessionkeeper.svc");
  private static final Lifetimes SHORT =
      new Lifetimes(Duration.ofHours(6), Duration.ofHours(2), Duration.ofMinutes(10));
  private static final Duration LOOKS = Duration.ofMinutes(3);
  private static final int MOST_MISSED = 2;

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final List<Replica> replicas = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-01T10:00:00Z");

  @BeforeEach
  void emptySecret() {
    api.put(SECRET, new JsonObject().put("apiVersion", "v1").put("kind", "Secret"));
  }

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  /// Whichever of them leads and publishes, and whichever the API server calls.
  @ParameterizedTest(
      name = "O10 what each replica serves is believed by what each published: seed {0}")
  @ValueSource(longs = {1, 2})
  void whatEachServesIsBelievedByWhatEachPublished(long seed) {
    var random = new Random(seed);
    replicas.addAll(List.of(new Replica(), new Replica()));
    replicas.forEach(Replica::look);

    for (var end = now.plus(Duration.ofHours(11)); now.isBefore(end); now = now.plus(LOOKS)) {
      replicas.forEach(replica -> replica.lookPerhaps(random));
      for (var publisher : replicas) {
        for (var server : replicas) {
          Belief.assertBelieved(publisher.bundle, server.served.getLast(), now);
        }
      }
    }

    assertThat(replicas).allSatisfy(one -> assertThat(one.served).hasSizeGreaterThan(5));
  }

  /// Both find the Secret empty; the API server takes the first write alone.
  @Test
  @DisplayName("O10 the second to write serves what the first one wrote")
  void theSecondToWriteServesWhatTheFirstOneWrote() {
    var first = source(InstantSource.fixed(now));
    var second =
        source(
            () -> {
              // Between its look at the Secret and its write.
              first.now();
              return now;
            });

    var served = second.now().orElseThrow();

    assertThat(served.certificate()).isEqualTo(first.now().orElseThrow().certificate());
    assertThat(api.get(SECRET).getJsonObject("metadata").getString("resourceVersion"))
        .isEqualTo("3");
  }

  private OwnCertificates source(InstantSource time) {
    return new OwnCertificates(
        new CertificateSecret(client, "sessionkeeper", "webhook"),
        NAMES,
        SHORT,
        this::published,
        clock(time));
  }

  /// Whichever of them leads.
  private boolean published(Bundle authorities) {
    return replicas.stream().allMatch(one -> one.bundle.holds(authorities));
  }

  private static Clock clock(InstantSource time) {
    return time.withZone(ZoneOffset.UTC);
  }

  /// A replica's part in certificates.
  private final class Replica {
    private final CertificateKeeper keeper =
        new CertificateKeeper(
            source(() -> now),
            new CertificateTelemetry(new Metrics()),
            new CertificateKeeper.Outside(
                this::serve,
                told -> bundle = told,
                TwoReplicasTest.this::published,
                () -> Bundle.EMPTY),
            SHORT.overlap(),
            clock(() -> now));
    private final List<ServingCertificate> served = new ArrayList<>();
    private Bundle bundle = Bundle.EMPTY;
    private int missed;

    private boolean serve(ServingCertificate certificate) {
      return served.add(certificate);
    }

    void look() {
      missed = 0;
      keeper.look();
    }

    /// A replica that is slow, or has lost the API server for less than the overlap.
    void lookPerhaps(Random random) {
      if (missed < MOST_MISSED && random.nextBoolean()) {
        missed++;
      } else {
        look();
      }
    }
  }
}
