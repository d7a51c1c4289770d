package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.certificate.Certificates;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import dev.sessionkeeper.processes.Waiting;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The webhook's certificate comes from another authority while pods are created.
@ExtendWith(OnCluster.class)
final class CertificateStory {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String SECRET = "sessionkeeper-webhook";
  private static final String EXPIRY =
      "sessionkeeper_operator_certificate_expiry_timestamp_seconds";
  private static final List<String> NAMES = List.of("sessionkeeper.sessionkeeper.svc");
  // A replica looks every 15 s, and serves at the look after the one that had it published.
  private static final Duration STAGED_FOR = Duration.ofSeconds(75);

  private final Platform platform;

  CertificateStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O10 a rotation of the authority fails no admission")
  void o10_aRotationOfTheAuthorityFailsNoAdmission() throws Exception {
    try (var shop = platform.namespace("certificates")) {
      shop.apply(Policy.of("web", platform.project()).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      var staged = stage();
      bothServe(staged);
      Admissions.awaitInjection(platform.cluster(), shop);

      try (var admissions = Admissions.begin(platform.cluster(), shop)) {
        var rotated = awaitRotation(staged);
        bothServe(rotated);
        admissions.more(20);
        Figures.say(
            "certificate rotated under %d admissions, refused or without sidecar: %d"
                .formatted(admissions.count(), admissions.failures().size()));
        assertThat(admissions.failures()).isEmpty();
      }
    }
  }

  /// Puts certificates into the Secret as they are in the tenth minute of a rotation: a second
  /// authority has been published, and signs in a moment.
  private Certificates stage() {
    var turn = Instant.now().plus(STAGED_FOR).minus(Lifetimes.USUAL.overlap());
    var quarter =
        new Lifetimes(Duration.ofDays(90), Duration.ofDays(30), Lifetimes.USUAL.overlap());
    var old = Certificates.create(NAMES, quarter, turn.minus(Duration.ofDays(61)));
    var staged = old.at(turn, NAMES, quarter, _ -> true);
    platform
        .cluster()
        .client()
        .resource(new SecretBuilder(secret()).withStringData(staged.toData()).build())
        .update();
    return staged;
  }

  private Certificates awaitRotation(Certificates staged) {
    Waiting.eventually(
        "another certificate is in the Secret",
        SOON,
        () -> assertThat(stored().serving()).isNotEqualTo(staged.serving()));
    assertThat(stored().bundle()).isEqualTo(staged.bundle());
    return stored();
  }

  /// Both replicas tell when the certificate ends that they serve.
  private void bothServe(Certificates certificates) {
    var until = certificates.serving().validUntil().getEpochSecond();
    Waiting.eventually(
        "both replicas serve the certificate that ends at " + until,
        SOON,
        () ->
            assertThat(platform.release().operators())
                .hasSize(2)
                .allSatisfy(
                    operator ->
                        assertThat(platform.release().metric(operator, EXPIRY)).isEqualTo(until)));
  }

  private Certificates stored() {
    var data = new HashMap<String, String>();
    secret().getData().forEach((name, value) -> data.put(name, decoded(value)));
    return Certificates.read(data).orElseThrow();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
  }

  private Secret secret() {
    return platform
        .cluster()
        .client()
        .secrets()
        .inNamespace(Release.NAMESPACE)
        .withName(SECRET)
        .get();
  }
}
