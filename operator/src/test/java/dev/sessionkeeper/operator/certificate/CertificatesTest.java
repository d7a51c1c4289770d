package dev.sessionkeeper.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<String> NAMES = List.of("operator.sessionkeeper.svc");
  private static final Lifetimes LIVES = Lifetimes.USUAL;

  @Test
  void whatIsReadIsWhatWasWritten() {
    var made = Certificates.create(NAMES, LIVES, START);

    var read = Certificates.read(made.toData()).orElseThrow();

    assertThat(read.toData()).isEqualTo(made.toData());
    assertThat(read.serving().validUntil()).isEqualTo(START.plus(LIVES.serving()));
  }

  /// A certificate knows no fractions of a second; one that seems new is loaded for nothing.
  @Test
  void whatIsReadIsNoOtherCertificate() {
    var made = Certificates.create(NAMES, LIVES, START.plusNanos(123_456_789));

    assertThat(Certificates.read(made.toData()).orElseThrow().serving()).isEqualTo(made.serving());
  }

  @Test
  void theServedCertificateIsBelievedByTheBundle() throws Exception {
    var made = Certificates.create(NAMES, LIVES, START);

    believe(made.bundle(), made.serving(), START);
  }

  @Test
  void nothingChangesBeforeItIsDue() {
    var made = Certificates.create(NAMES, LIVES, START);

    assertThat(made.at(START.plus(19, ChronoUnit.DAYS), NAMES, LIVES, _ -> true)).isSameAs(made);
  }

  @Test
  void theServedCertificateIsRenewedAfterTwoThirdsOfItsLife() {
    var made = Certificates.create(NAMES, LIVES, START);

    var later = made.at(START.plus(21, ChronoUnit.DAYS), NAMES, LIVES, _ -> true);

    assertThat(later.bundle()).isEqualTo(made.bundle());
    assertThat(later.serving().validUntil()).isEqualTo(START.plus(51, ChronoUnit.DAYS));
  }

  @Test
  void anotherNameOfTheServiceIsServedAtOnce() {
    var made = Certificates.create(NAMES, LIVES, START);

    var renamed = made.at(START, List.of("other.sessionkeeper.svc"), LIVES, _ -> true);

    assertThat(renamed.serving()).isNotEqualTo(made.serving());
  }

  /// Whatever an API server has read last, it believes what is served.
  @Test
  @DisplayName("O10 every step of two years is believed by the bundle before it")
  void everyStepOfTwoYearsIsBelievedByTheBundleBeforeIt() throws Exception {
    var step = Duration.ofHours(20);
    var before = Certificates.create(NAMES, LIVES, START);
    var authorities = new HashMap<Bundle, Boolean>();

    for (var now = START; now.isBefore(START.plus(730, ChronoUnit.DAYS)); now = now.plus(step)) {
      var after = before.at(now, NAMES, LIVES, _ -> true);
      believe(before.bundle(), after.serving(), now);
      believe(after.bundle(), before.serving(), now);
      before = after;
      authorities.put(after.bundle(), true);
    }

    assertThat(authorities).hasSizeGreaterThan(2);
  }

  @Test
  void aNewAuthoritySignsNothingUntilItIsKnown() throws Exception {
    var made = Certificates.create(NAMES, LIVES, START);
    var due = START.plus(250, ChronoUnit.DAYS);
    var published = made.at(due, NAMES, LIVES, _ -> true);

    believe(made.bundle(), published.serving(), due);
    var signed = published.at(due.plus(11, ChronoUnit.MINUTES), NAMES, LIVES, _ -> true);

    assertThat(published.bundle().authorities()).hasSize(2);
    assertThat(signed.bundle()).isEqualTo(published.bundle());
    assertThat(signed.serving()).isNotEqualTo(published.serving());
  }

  @Test
  void anythingElseIsNotRead() {
    var data = new HashMap<>(Certificates.create(NAMES, LIVES, START).toData());

    assertThat(Certificates.read(Map.of())).isEmpty();
    data.put("tls.key", "no key");
    assertThat(Certificates.read(data)).isEmpty();
    data.put("ca.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThat(Certificates.read(data)).isEmpty();
  }

  @Test
  void noKeyIsPrinted() {
    var made = Certificates.create(NAMES, LIVES, START);

    assertThat(made.serving().toString()).doesNotContain("KEY");
  }

  private static void believe(Bundle bundle, ServingCertificate served, Instant now)
      throws Exception {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (var certificate : bundle.authorities()) {
      trusted.setCertificateEntry(certificate.getSubjectX500Principal().getName(), certificate);
    }
    var parameters = new PKIXParameters(trusted);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    validate(served, parameters);
  }

  private static void validate(ServingCertificate served, PKIXParameters parameters)
      throws GeneralSecurityException {
    var path =
        CertificateFactory.getInstance("X.509").generateCertPath(Pem.certificates(served.chain()));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }
}
