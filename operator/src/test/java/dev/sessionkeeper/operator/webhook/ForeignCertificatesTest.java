package dev.sessionkeeper.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.Certificates;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.store.CertificateSecret;
import dev.sessionkeeper.operator.telemetry.CertificateTelemetry;
import dev.sessionkeeper.operator.telemetry.Metrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Certificates as cert-manager writes them into the Secret, served on a real socket to clients who
/// believe what the webhook entries say and nothing else.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignCertificatesTest {
  private static final String SECRET = "/api/v1/namespaces/sessionkeeper/secrets/webhook";
  private static final List<String> NAMES = List.of("localhost");
  private static final int CALLERS = 3;
  private static final int ROTATIONS = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final PublishedEntries entries = new PublishedEntries(api, client);
  private final CertificateSource source =
      new ForeignCertificates(new CertificateSecret(client, "sessionkeeper", "webhook"));
  private final CertificateKeeper keeper =
      new CertificateKeeper(
          source,
          new CertificateTelemetry(new Metrics()),
          new CertificateKeeper.Outside(
              one -> server().map(open -> replaced(open, one)).orElse(true),
              told -> bundle = told,
              entries::believe,
              entries::inForce),
          Lifetimes.USUAL.overlap(),
          Clock.systemUTC());
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicIntegerArray calls = new AtomicIntegerArray(CALLERS);
  private Bundle bundle = Bundle.EMPTY;
  private Optional<WebhookServer> opened = Optional.empty();

  @BeforeEach
  void issueTheFirst() {
    issue(anew());
  }

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  /// Each from another authority, which replaces certificate and `ca.crt` in one write.
  @Test
  @DisplayName("O10 no handshake fails while cert-manager changes authorities under load")
  void noHandshakeFailsWhileAuthoritiesChangeUnderLoad() throws Exception {
    var port = open();
    entries.publish(bundle);

    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, CALLERS).mapToObj(i -> callers.submit(call(i, port))).toList();
      for (var i = 0; i < ROTATIONS; i++) {
        rotate();
      }
      over.set(true);

      for (var caller : running) {
        assertThat(caller.get()).isTrue();
      }
    }
    var first = source.now().orElseThrow().signers();
    assertThat(entries.bundles()).allMatch(published -> published.holds(first));
  }

  /// cert-manager writes keys as `EC PRIVATE KEY` unless it is told otherwise.
  @ParameterizedTest
  @CsvSource({"true, EC PRIVATE KEY", "false, PRIVATE KEY"})
  void keysOfBothSpellingsAreServed(boolean sec1, String label) throws Exception {
    var made = anew();
    if (sec1) {
      made.put("tls.key", sec1(Objects.requireNonNull(made.get("tls.key"))));
    }
    assertThat(made.get("tls.key")).startsWith("-----BEGIN " + label + "-----");
    issue(made);

    var port = open();

    try (var caller = new TlsClient(bundle.pem(), port)) {
      assertThat(caller.post("/inject", "{}").statusCode()).isEqualTo(400);
    }
  }

  /// Somebody else's, or one that is not filled yet: what is served stays.
  @ParameterizedTest
  @CsvSource({
    "ca.crt, ''",
    "ca.crt, no certificate",
    "tls.crt, ''",
    "tls.crt, -----BEGIN CERTIFICATE-----",
    "tls.key, ''",
    "tls.key, a secret of something else",
  })
  void aSecretThatIsNotWholeIsPassedOver(String member, String text) {
    var before = keeper.look().orElseThrow();
    var broken = anew();
    broken.put(member, text);

    issue(broken);

    assertThat(source.now()).isEmpty();
    assertThat(keeper.look()).contains(before);
  }

  @Test
  void aSecretThatIsGoneIsPassedOver() {
    var other =
        new ForeignCertificates(new CertificateSecret(client, "sessionkeeper", "elsewhere"));

    assertThat(other.now()).isEmpty();
  }

  /// A key that is not the certificate's, as between two writes: serving goes on with the pair
  /// before it.
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void aPairThatCannotBeServedReplacesNothing(String algorithm) throws Exception {
    var port = open();
    var before = bundle;
    entries.publish(bundle);
    var broken = anew();
    broken.put("tls.key", keyOf(algorithm));

    issue(broken);
    keeper.look();
    entries.publish(bundle);
    keeper.look();

    try (var caller = new TlsClient(before.pem(), port)) {
      assertThat(caller.post("/inject", "{}").statusCode()).isEqualTo(400);
    }
    assertThat(bundle.holds(before)).isTrue();
  }

  /// The chart gives no right to.
  @Test
  void theSecretIsNeverWritten() {
    keeper.look();
    issue(anew());
    keeper.look();
    entries.publish(bundle);
    keeper.look();

    assertThat(api.takeCalls())
        .filteredOn(call -> call.contains("/secrets/"))
        .hasSize(3)
        .containsOnly("GET " + SECRET);
  }

  /// A look, a publication, and a look again; in between, every caller reads what is published.
  private void rotate() {
    issue(anew());
    keeper.look();
    awaitCalls();
    entries.publish(bundle);
    awaitCalls();
    keeper.look();
    awaitCalls();
  }

  /// At least one of each caller that began after now.
  private void awaitCalls() {
    IntStream.range(0, CALLERS)
        .mapToObj(caller -> new int[] {caller, calls.get(caller) + 2})
        .toList()
        .forEach(one -> await().atMost(PATIENCE).until(() -> calls.get(one[0]) >= one[1]));
  }

  private Callable<Boolean> call(int number, int port) {
    return () -> {
      while (!over.get()) {
        var believed = entries.bundles().getFirst();
        try (var caller = new TlsClient(believed.pem(), port)) {
          assertThat(caller.post("/inject", "{}").statusCode()).isEqualTo(400);
        }
        calls.incrementAndGet(number);
      }
      return true;
    };
  }

  private int open() {
    var webhook = SomeWebhook.withoutPolicies();
    var opening = new WebhookServer(vertx, webhook, keeper.look().orElseThrow());
    opened = Optional.of(opening);
    return opening.listen(0, "127.0.0.1").await().actualPort();
  }

  private Optional<WebhookServer> server() {
    return opened;
  }

  private static boolean replaced(WebhookServer server, ServingCertificate one) {
    return server.replaceCertificate(one).otherwise(false).await();
  }

  /// From an authority that nobody knows yet.
  private static Map<String, String> anew() {
    var data = new HashMap<>(Certificates.create(NAMES, Lifetimes.USUAL, Instant.now()).toData());
    data.remove("ca.key");
    return data;
  }

  private void issue(Map<String, String> data) {
    var encoded = new JsonObject();
    data.forEach(
        (name, text) ->
            encoded.put(
                name,
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))));
    api.put(
        SECRET,
        new JsonObject().put("apiVersion", "v1").put("kind", "Secret").put("data", encoded));
  }

  /// A key that can be read, and is no certificate's.
  private static String keyOf(String algorithm) throws GeneralSecurityException {
    var keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded()));
  }

  /// As Go writes it.
  private static String sec1(String pkcs8) throws GeneralSecurityException, IOException {
    var body = pkcs8.replaceAll("-----[^-]+-----", "");
    var key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    var named =
        new ECPrivateKey(
                256,
                ((java.security.interfaces.ECPrivateKey) key).getS(),
                SECObjectIdentifiers.secp256r1)
            .getEncoded();
    return "-----BEGIN EC PRIVATE KEY-----\n%s\n-----END EC PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(named));
  }
}
