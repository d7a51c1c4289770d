package dev.sessionkeeper.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.ServingCertificate;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;

/// Whether an API server that believes a bundle believes a certificate.
final class Belief {
  private Belief() {}

  static void assertBelieved(Bundle bundle, ServingCertificate served, Instant now) {
    assertThat(bundle.authorities())
        .as("authorities that are published at %s", now)
        .anyMatch(authority -> signed(served, authority, now));
  }

  /// Whether an authority signed it, and both are valid now.
  static boolean signed(ServingCertificate served, X509Certificate authority, Instant now) {
    try {
      var certificate = Bundle.read(served.chain()).authorities().getFirst();
      certificate.checkValidity(Date.from(now));
      authority.checkValidity(Date.from(now));
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
