package dev.sessionkeeper.operator.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of our own: EC P-256, signs nothing but the webhook's certificate.
///
/// @param certificate self-signed
record Authority(X509Certificate certificate, PrivateKey key) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 127;
  // The clocks of API servers may be a little behind.
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  static Authority create(Instant now, Duration life) {
    var keys = keyPair();
    var serial = new BigInteger(SERIAL_BITS, RANDOM);
    // The serial number in the name keeps two authorities of one bundle apart.
    var name = new X500Name("CN=sessionkeeper-webhook-ca-" + serial.toString(36));
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial,
              Date.from(now.minus(BACKDATED)),
              Date.from(now.plus(life)),
              name,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      addKeyIds(builder, keys.getPublic(), keys.getPublic());
      return new Authority(signed(builder, keys.getPrivate()), keys.getPrivate());
    } catch (CertIOException e) {
      throw new IllegalStateException("extensions of ours can be encoded", e);
    }
  }

  /// A certificate for a TLS server of these names.
  ServingCertificate issue(List<String> names, Instant now, Duration life) {
    var keys = keyPair();
    var until = earlier(now.plus(life), certificate.getNotAfter().toInstant());
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
              new BigInteger(SERIAL_BITS, RANDOM),
              Date.from(now.minus(BACKDATED)),
              Date.from(until),
              new X500Name("CN=" + names.getFirst()),
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, dnsNames(names));
      addKeyIds(builder, keys.getPublic(), certificate.getPublicKey());
      var issued = signed(builder, key);
      return new ServingCertificate(
          Pem.of(issued), Pem.of(keys.getPrivate()), issued.getNotAfter().toInstant());
    } catch (CertIOException e) {
      throw new IllegalStateException("extensions of ours can be encoded", e);
    }
  }

  Bundle asBundle() {
    return new Bundle(List.of(certificate));
  }

  /// When it was made.
  Instant madeAt() {
    return certificate.getNotBefore().toInstant().plus(BACKDATED);
  }

  @Override
  public String toString() {
    return "Authority[" + certificate.getSubjectX500Principal() + "]";
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static GeneralNames dnsNames(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private static void addKeyIds(
      JcaX509v3CertificateBuilder builder, PublicKey subject, PublicKey issuer)
      throws CertIOException {
    try {
      var ids = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(subject));
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(issuer));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-1 for key identifiers", e);
    }
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key) {
    try {
      var signer = new JcaContentSignerBuilder(SIGNATURE).build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with " + SIGNATURE, e);
    }
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256, RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes P-256 keys", e);
    }
  }
}
