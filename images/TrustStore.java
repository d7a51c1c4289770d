import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;

/// Writes the trust store of an image from the certificates of Debian's `ca-certificates` package.
/// The JDK's own store may hold what somebody added on the machine that builds; the files of a package
/// can be checked and counted. No password and no MAC, as in the store that the JDK ships: public data.
///
/// Arguments: the folder of `.crt` files (PEM), the file to write. The same input gives the same bytes.
final class TrustStore {

  private TrustStore() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
    System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
    var certificates = certificates(Path.of(arguments[0]));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var x509 = CertificateFactory.getInstance("X.509");
    for (var file : certificates) {
      try (var pem = Files.newInputStream(file)) {
        store.setCertificateEntry(file.getFileName().toString(), x509.generateCertificate(pem));
      }
    }
    try (var out = Files.newOutputStream(Path.of(arguments[1]))) {
      store.store(out, null);
    }
    System.out.println(certificates.size() + " certificates");
  }

  private static List<Path> certificates(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var found = files.filter(file -> file.toString().endsWith(".crt")).sorted().toList();
      if (found.isEmpty()) {
        throw new IOException("no .crt file in " + folder + ": install ca-certificates");
      }
      return found;
    }
  }
}
