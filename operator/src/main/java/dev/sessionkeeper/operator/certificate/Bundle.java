package dev.sessionkeeper.operator.certificate;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;

/// Authorities that API servers believe or are to believe, each once.
public record Bundle(List<X509Certificate> authorities) {
  public static final Bundle EMPTY = new Bundle(List.of());

  public Bundle {
    authorities = List.copyOf(new LinkedHashSet<>(authorities));
  }

  /// Reads certificates in PEM.
  ///
  /// @throws IllegalArgumentException if the text holds something else
  public static Bundle read(String pem) {
    return new Bundle(Pem.certificates(pem));
  }

  /// These, then those of the other that are not among them.
  public Bundle with(Bundle other) {
    var both = new LinkedHashSet<>(authorities);
    both.addAll(other.authorities);
    return new Bundle(List.copyOf(both));
  }

  /// Whether who believes these believes the other's, too.
  public boolean holds(Bundle other) {
    return authorities.containsAll(other.authorities);
  }

  /// As text for a `caBundle` and for a Secret.
  public String pem() {
    return String.join("", authorities.stream().map(Pem::of).toList());
  }

  @Override
  public String toString() {
    return "Bundle[" + authorities.size() + "]";
  }
}
