package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.Certificates;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import dev.sessionkeeper.operator.store.CertificateSecret;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Certificates by the operator's own authority, in a Secret that all replicas read.
///
/// Any replica may renew them: the write is refused to all but one, and the others read what that
/// one wrote. Whoever it is looks first whether a new authority is published, by the leader.
public final class OwnCertificates implements CertificateSource {
  private final CertificateSecret secret;
  private final List<String> names;
  private final Lifetimes lifetimes;
  private final Predicate<Bundle> published;
  private final Clock clock;

  /// @param names of the webhook's Service
  /// @param published whether API servers are told everywhere to believe an authority
  public OwnCertificates(
      CertificateSecret secret,
      List<String> names,
      Lifetimes lifetimes,
      Predicate<Bundle> published,
      Clock clock) {
    this.secret = secret;
    this.names = List.copyOf(names);
    this.lifetimes = lifetimes;
    this.published = published;
    this.clock = clock;
  }

  @Override
  public Optional<Served> now() {
    return secret.read().flatMap(this::current);
  }

  private Optional<Served> current(CertificateSecret.Content content) {
    var now = clock.instant();
    var before = Certificates.read(content.data());
    var after =
        before
            .map(present -> present.at(now, names, lifetimes, published))
            .orElseGet(() -> Certificates.create(names, lifetimes, now));
    var unchanged = before.filter(present -> present == after).isPresent();
    return unchanged || secret.write(content, after.toData())
        ? Optional.of(served(after))
        : secret
            .read()
            .flatMap(written -> Certificates.read(written.data()))
            .map(OwnCertificates::served);
  }

  private static Served served(Certificates certificates) {
    return new Served(certificates.serving(), certificates.signers(), certificates.bundle());
  }
}
