package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names for server-side apply.
final class Applying {
  /// Who owns the fields that the operator writes.
  static final String FIELD_MANAGER = "sessionkeeper-operator";

  private Applying() {}

  /// A field manager of a policy's own: applying for one policy never touches another's entry, and
  /// applying nothing takes its entry away. Within the 128 characters that are allowed.
  static String fieldManager(PolicyKey policy) {
    return "sessionkeeper-" + hash(policy.toString()).substring(0, 24);
  }

  static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
