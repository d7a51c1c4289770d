package dev.sessionkeeper.simulator.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A sign-in that lives on through its refresh tokens.
///
/// @param method how the user signed in, as it appears in `amr`
/// @param chain present once the session issues tokens of version 2
public record Session(
    UUID id,
    UUID userId,
    String method,
    Instant createdAt,
    Optional<Instant> notAfter,
    Optional<Instant> refreshedAt,
    Optional<String> tag,
    Optional<TokenChain> chain) {

  public static Session create(UUID userId, String method, Instant now) {
    return new Session(
        UUID.randomUUID(),
        userId,
        method,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public Session refreshed(Instant now) {
    return new Session(id, userId, method, createdAt, notAfter, Optional.of(now), tag, chain);
  }

  public Session endingAt(Instant end) {
    return new Session(id, userId, method, createdAt, Optional.of(end), refreshedAt, tag, chain);
  }

  public Session withChain(TokenChain value) {
    return new Session(
        id, userId, method, createdAt, notAfter, refreshedAt, tag, Optional.of(value));
  }

  public Session withTag(String value) {
    return new Session(
        id, userId, method, createdAt, notAfter, refreshedAt, Optional.of(value), chain);
  }

  /// The time of the last refresh; before the first one that of the token, if later than the
  /// sign-in.
  public Instant lastRefreshed(Optional<Instant> tokenTime) {
    return refreshedAt.orElseGet(() -> tokenTime.filter(createdAt::isBefore).orElse(createdAt));
  }

  /// The configured tag that this session counts for; an unknown or missing one counts as the
  /// first.
  public String tagAmong(List<String> tags) {
    return tags.isEmpty() ? "" : tag.filter(tags::contains).orElse(tags.getFirst());
  }
}
