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
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// O10: two replicas, and the entries of policies in all eight webhook configurations, of which the
/// API server takes some late.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AuthorityChangeTest {
  private static final String SECRET = "/api/v1/namespaces/sessionkeeper/secrets/webhook";
  private static final Lifetimes SHORT =
      new Lifetimes(Duration.ofHours(15), Duration.ofHours(2), Duration.ofMinutes(10));
  private static final Duration LOOKS = Duration.ofMinutes(10);

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final PublishedEntries entries = new PublishedEntries(api, client);
  private List<Replica> replicas = List.of(new Replica(), new Replica());
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

  /// The first replica looks first, so it is the one that makes the authority and lets it sign.
  @ParameterizedTest(
      name = "O10 a new authority is published everywhere, then signs, then the old one goes: {0}")
  @ValueSource(ints = {0, 1})
  void anAuthorityIsPublishedThenSignsThenTheOldOneGoes(int leader) {
    pass(leader, Duration.ofHours(9));
    var old = entries.bundles().getFirst().authorities();
    assertThat(old).hasSize(1);

    entries.refuse();
    pass(leader, Duration.ofHours(4));
    assertThat(entries.bundles()).anyMatch(bundle -> bundle.authorities().size() == 2);
    assertThat(replicas).allMatch(one -> one.serves(old.getFirst()));

    entries.takeAgain();
    pass(leader, Duration.ofHours(1));
    assertThat(entries.bundles()).allMatch(bundle -> bundle.authorities().size() == 2);
    assertThat(replicas).noneMatch(one -> one.serves(old.getFirst()));

    pass(leader, Duration.ofHours(2));
    assertThat(entries.bundles()).noneMatch(bundle -> bundle.authorities().containsAll(old));
  }

  /// As the runbook says when nothing else helps. There is no overlap in the Secret then.
  @ParameterizedTest(name = "O10 a Secret that was emptied is filled anew without a gap: {0}")
  @ValueSource(ints = {0, 1})
  void aSecretThatWasEmptiedIsFilledAnewWithoutAGap(int leader) {
    pass(leader, Duration.ofMinutes(10));
    var old = entries.bundles().getFirst().authorities().getFirst();

    emptySecret();
    entries.refuse();
    pass(leader, Duration.ofMinutes(30));
    assertThat(replicas).allMatch(one -> one.serves(old));

    entries.takeAgain();
    pass(leader, Duration.ofMinutes(30));
    assertThat(replicas).noneMatch(one -> one.serves(old));
    assertThat(entries.bundles()).noneMatch(bundle -> bundle.authorities().contains(old));
  }

  /// One that starts serves the new certificate and publishes; the other one serves the old one for
  /// as long as an entry cannot be written.
  @Test
  @DisplayName("O10 a leader that starts in the midst of a change keeps what the other one needs")
  void aLeaderThatStartsKeepsWhatTheOtherOneNeeds() {
    pass(0, Duration.ofMinutes(10));
    var old = entries.bundles().getFirst().authorities().getFirst();

    emptySecret();
    entries.refuse();
    pass(0, Duration.ofMinutes(10));
    replicas = List.of(new Replica(), replicas.getLast());
    for (var i = 0; i < 3; i++, now = now.plus(LOOKS)) {
      replicas.forEach(Replica::look);
      entries.publish(replicas.getFirst().bundle);
      entries.bundles().forEach(replicas.getLast()::assertBelieved);
    }
    assertThat(replicas.getLast().serves(old)).isTrue();

    entries.takeAgain();
    entries.publish(replicas.getFirst().bundle);
    pass(0, Duration.ofMinutes(40));
    assertThat(replicas).noneMatch(one -> one.serves(old));
    assertThat(entries.bundles()).noneMatch(bundle -> bundle.authorities().contains(old));
  }

  /// What has ended is believed by nobody, so waiting would help nobody.
  @Test
  @DisplayName("O10 a certificate that has ended makes way for one that is not published yet")
  void aCertificateThatHasEndedMakesWay() {
    pass(0, Duration.ofMinutes(10));
    var old = entries.bundles().getFirst().authorities().getFirst();

    emptySecret();
    entries.refuse();
    now = now.plus(SHORT.serving());
    replicas.forEach(Replica::look);

    assertThat(replicas).noneMatch(one -> one.serves(old));
  }

  /// An entry that somebody else put there says nothing of what our policies' say.
  @Test
  void entriesOfOthersAreNotWaitedFor() {
    pass(0, Duration.ofMinutes(10));
    entries.addOther();

    assertThat(entries.believe(replicas.getFirst().bundle)).isTrue();
  }

  /// Lets time pass; after each look and each publication all are believed by all.
  private void pass(int leader, Duration time) {
    for (var end = now.plus(time); now.isBefore(end); now = now.plus(LOOKS)) {
      for (var replica : replicas) {
        replica.look();
        entries.bundles().forEach(replica::assertBelieved);
      }
      entries.publish(replicas.get(leader).bundle);
      entries.bundles().forEach(bundle -> replicas.forEach(one -> one.assertBelieved(bundle)));
    }
  }

  /// A replica's part in certificates.
  private final class Replica {
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final CertificateKeeper keeper =
        new CertificateKeeper(
            new OwnCertificates(
                new CertificateSecret(client, "sessionkeeper", "webhook"),
                List.of("sessionkeeper.sessionkeeper.svc"),
                SHORT,
                entries::believe,
                clock),
            new CertificateTelemetry(new Metrics()),
            new CertificateKeeper.Outside(
                this::serve, told -> bundle = told, entries::believe, entries::inForce),
            SHORT.overlap(),
            clock);
    private ServingCertificate served = new ServingCertificate("", "", Instant.EPOCH);
    private Bundle bundle = Bundle.EMPTY;

    private boolean serve(ServingCertificate certificate) {
      served = certificate;
      return true;
    }

    void look() {
      keeper.look();
    }

    boolean serves(X509Certificate authority) {
      return Belief.signed(served, authority, now);
    }

    void assertBelieved(Bundle published) {
      assertThat(served.validUntil()).isAfter(now.plus(SHORT.serving().dividedBy(6)));
      Belief.assertBelieved(published, served, now);
    }
  }
}
