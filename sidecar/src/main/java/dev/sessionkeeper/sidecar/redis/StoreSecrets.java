package dev.sessionkeeper.sidecar.redis;

import java.util.Optional;
import java.util.function.Supplier;

/// The secrets of a connection, asked for each time that one is made.
///
/// @param password empty from the supplier while its file is missing
/// @param authority the certificates of the trusted authorities; empty while their file is missing
public record StoreSecrets(
    Optional<Supplier<Optional<Password>>> password,
    Optional<Supplier<Optional<Authority>>> authority) {

  /// A password.
  public record Password(String value) {
    private static final int LONGEST = 4_096;

    /// Reads the text of a secret file, without the line break at its end.
    public static Optional<Password> of(String fileText) {
      return Optional.of(fileText.stripTrailing())
          .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
          .map(Password::new);
    }

    @Override
    public String toString() {
      return "Password[redacted]";
    }
  }

  /// Certificates of authorities.
  ///
  /// @param pem text
  public record Authority(String pem) {
    /// Reads the text of a file.
    public static Optional<Authority> of(String fileText) {
      return Optional.of(fileText)
          .filter(text -> text.contains("-----BEGIN CERTIFICATE-----"))
          .map(Authority::new);
    }
  }

  /// Whether every secret that is needed is there.
  boolean areComplete() {
    return password.map(Supplier::get).stream().allMatch(Optional::isPresent)
        && authority.map(Supplier::get).stream().allMatch(Optional::isPresent);
  }

  Optional<String> passwordNow() {
    return password.flatMap(Supplier::get).map(Password::value);
  }

  Optional<String> authorityNow() {
    return authority.flatMap(Supplier::get).map(Authority::pem);
  }
}
