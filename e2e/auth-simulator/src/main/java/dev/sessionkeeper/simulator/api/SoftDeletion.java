package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Contact;
import dev.sessionkeeper.simulator.model.Identity;
import dev.sessionkeeper.simulator.model.Password;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// A user who is deleted but whose row stays: every address becomes a hash, every fact is dropped.
/// Source: supabase/auth `internal/models/user.go`, `SoftDeleteUser`.
final class SoftDeletion {
  private static final int PHONE_LENGTH = 15;

  private SoftDeletion() {}

  static User of(User user, Instant now) {
    var id = user.id();
    var contact =
        new Contact(
            hash(id, user.contact().email()),
            hash(id, user.contact().phone()).substring(0, PHONE_LENGTH),
            hash(id, user.contact().newEmail()),
            hash(id, user.contact().newPhone()).substring(0, PHONE_LENGTH));
    var nothing = Json.object().build();
    var identities = user.identities().stream().map(identity -> emptied(identity, now)).toList();
    return user.withContact(contact)
        .withPassword(Password.NONE)
        .withAppMetadata(nothing)
        .withUserMetadata(nothing)
        .withIdentities(identities)
        .withFactors(List.of())
        .with(Stamp.DELETED, now)
        .updated(now);
  }

  private static Identity emptied(Identity identity, Instant now) {
    var providerId = hash(identity.userId(), identity.provider() + ":" + identity.providerId());
    return new Identity(
        identity.id(),
        providerId,
        identity.userId(),
        Json.object().build(),
        identity.provider(),
        identity.createdAt(),
        now);
  }

  private static String hash(UUID id, String value) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest((id + value).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
