package dev.sessionkeeper.operator.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The authorities that API servers are to believe and the certificate that is served: what the
/// operator's Secret holds.
///
/// A new authority signs once it is published everywhere, and an old one stays published until it
/// ends. So whatever an API server has read and whatever a replica serves, they agree (O10).
public final class Certificates {
  /// The members of the Secret.
  private static final String CA_CERTIFICATES = "ca.crt";
  private static final String CA_KEYS = "ca.key";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";

  private final List<Authority> authorities;
  private final ServingCertificate serving;

  private Certificates(List<Authority> authorities, ServingCertificate serving) {
    this.authorities = List.copyOf(authorities);
    this.serving = serving;
  }

  public static Certificates create(List<String> names, Lifetimes lifetimes, Instant now) {
    var authority = Authority.create(now, lifetimes.authority());
    return new Certificates(List.of(authority), authority.issue(names, now, lifetimes.serving()));
  }

  /// Reads what [#toData] wrote; empty if a member is missing or unreadable, as then they are made
  /// anew.
  public static Optional<Certificates> read(Map<String, String> data) {
    try {
      var certificates = Pem.certificates(data.getOrDefault(CA_CERTIFICATES, ""));
      var keys = Pem.keys(data.getOrDefault(CA_KEYS, ""));
      var chain = data.getOrDefault(CERTIFICATE, "");
      var served = Pem.certificates(chain);
      var key = data.getOrDefault(KEY, "");
      var whole = !certificates.isEmpty() && certificates.size() == keys.size();
      if (!whole || served.isEmpty() || Pem.keys(key).size() != 1) {
        return Optional.empty();
      }
      var until = served.getFirst().getNotAfter().toInstant();
      return Optional.of(
          new Certificates(paired(certificates, keys), new ServingCertificate(chain, key, until)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The members of the Secret.
  public Map<String, String> toData() {
    var data = new LinkedHashMap<String, String>();
    data.put(CA_CERTIFICATES, bundle().pem());
    data.put(CA_KEYS, String.join("", authorities.stream().map(one -> Pem.of(one.key())).toList()));
    data.put(CERTIFICATE, serving.chain());
    data.put(KEY, serving.key());
    return data;
  }

  /// What API servers are to believe.
  public Bundle bundle() {
    return new Bundle(authorities.stream().map(Authority::certificate).toList());
  }

  /// Those of them that signed what is served.
  public Bundle signers() {
    var served = Pem.certificates(serving.chain()).getFirst();
    return new Bundle(
        authorities.stream()
            .filter(one -> signedBy(served, one))
            .map(Authority::certificate)
            .toList());
  }

  public ServingCertificate serving() {
    return serving;
  }

  /// As they should be by now; the same object if nothing is due.
  ///
  /// @param published whether API servers are told everywhere to believe an authority; asked only
  ///     while there is one that could sign and does not yet
  public Certificates at(
      Instant now, List<String> names, Lifetimes lifetimes, Predicate<Bundle> published) {
    var believed = new ArrayList<>(authorities.stream().filter(one -> !ended(one, now)).toList());
    if (believed.stream().allMatch(one -> due(one.certificate(), now))) {
      believed.add(Authority.create(now, lifetimes.authority()));
    }
    var current = Pem.certificates(serving.chain()).getFirst();
    var signer =
        signer(
            believed.stream()
                .filter(one -> !one.madeAt().isAfter(now.minus(lifetimes.overlap())))
                .toList(),
            one -> signedBy(current, one) || published.test(one.asBundle()),
            believed.getFirst());
    var usable = signedBy(current, signer) && covers(current, names) && serving.isPair();
    var renewed = due(current, now) || !usable;
    if (!renewed && believed.equals(authorities)) {
      return this;
    }
    return new Certificates(
        believed, renewed ? signer.issue(names, now, lifetimes.serving()) : serving);
  }

  /// The newest that may sign. It is looked for from the newest on, so that nobody asks what is
  /// published of an old one.
  private static Authority signer(
      List<Authority> known, Predicate<Authority> maySign, Authority otherwise) {
    return known.stream()
        .sorted(Comparator.comparing(Authority::madeAt).reversed())
        .filter(maySign)
        .findFirst()
        .orElse(otherwise);
  }

  /// After two thirds of a life there is time for a third of it to find out why renewal fails.
  private static boolean due(X509Certificate certificate, Instant now) {
    var from = certificate.getNotBefore().toInstant();
    var until = certificate.getNotAfter().toInstant();
    return now.isAfter(until.minus(Duration.between(from, until).dividedBy(3)));
  }

  private static boolean ended(Authority authority, Instant now) {
    return now.isAfter(authority.certificate().getNotAfter().toInstant());
  }

  private static boolean signedBy(X509Certificate certificate, Authority authority) {
    return verified(certificate, authority.certificate().getPublicKey());
  }

  private static boolean verified(X509Certificate certificate, PublicKey key) {
    try {
      certificate.verify(key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean covers(X509Certificate certificate, List<String> names) {
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      return alternatives != null
          && alternatives.stream().map(one -> one.get(1)).toList().containsAll(names);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static List<Authority> paired(List<X509Certificate> certificates, List<PrivateKey> keys) {
    return Stream.iterate(0, i -> i < keys.size(), i -> i + 1)
        .map(i -> new Authority(certificates.get(i), keys.get(i)))
        .toList();
  }
}
