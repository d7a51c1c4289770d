package dev.sessionkeeper.simulator.model;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A refresh token of version 1, as its row in the database.
///
/// @param serial grows with every token: the order of issue
/// @param parent the token that was swapped for this one
/// @param sessionId absent in data from before sessions existed
public record StoredToken(
    long serial,
    String token,
    UUID userId,
    Optional<String> parent,
    Optional<UUID> sessionId,
    boolean revoked,
    Instant updatedAt) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 12;

  static String randomText() {
    var text = new StringBuilder(LENGTH);
    RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(index -> text.append(ALPHABET.charAt(index)));
    return text.toString();
  }

  public StoredToken revokedAt(Instant now) {
    return new StoredToken(serial, token, userId, parent, sessionId, true, now);
  }

  public StoredToken withoutSession() {
    return new StoredToken(serial, token, userId, parent, Optional.empty(), revoked, updatedAt);
  }
}
