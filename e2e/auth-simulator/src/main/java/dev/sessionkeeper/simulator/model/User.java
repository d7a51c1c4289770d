package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.json.Json;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A registered or anonymous user.
///
/// @param password empty = the user cannot sign in with one
public record User(
    UUID id,
    String audience,
    String role,
    Contact contact,
    Password password,
    Json.Members appMetadata,
    Json.Members userMetadata,
    List<Factor> factors,
    List<Identity> identities,
    Map<Stamp, Instant> stamps,
    Instant createdAt,
    Instant updatedAt,
    boolean anonymous) {

  private static final Json.Members NOTHING = Json.object().build();

  public User {
    factors = List.copyOf(factors);
    identities = List.copyOf(identities);
    stamps = Map.copyOf(stamps);
  }

  /// A user without any way to sign in yet.
  public static User create(
      String audience, String role, Contact contact, Password password, Instant now) {
    return new User(
        UUID.randomUUID(),
        audience,
        role,
        contact,
        password,
        NOTHING,
        NOTHING,
        List.of(),
        List.of(),
        Map.of(),
        now,
        now,
        false);
  }

  public User withId(UUID value) {
    return new User(
        value,
        audience,
        role,
        contact,
        password,
        appMetadata,
        userMetadata,
        factors,
        identities,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withRole(String value) {
    return new User(
        id,
        audience,
        value.strip(),
        contact,
        password,
        appMetadata,
        userMetadata,
        factors,
        identities,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withContact(Contact value) {
    return new User(
        id,
        audience,
        role,
        value,
        password,
        appMetadata,
        userMetadata,
        factors,
        identities,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withPassword(Password value) {
    return new User(
        id,
        audience,
        role,
        contact,
        value,
        appMetadata,
        userMetadata,
        factors,
        identities,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withAppMetadata(Json.Members value) {
    return new User(
        id,
        audience,
        role,
        contact,
        password,
        value,
        userMetadata,
        factors,
        identities,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withUserMetadata(Json.Members value) {
    return new User(
        id,
        audience,
        role,
        contact,
        password,
        appMetadata,
        value,
        factors,
        identities,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withFactors(List<Factor> value) {
    return new User(
        id,
        audience,
        role,
        contact,
        password,
        appMetadata,
        userMetadata,
        value,
        identities,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withIdentities(List<Identity> value) {
    return new User(
        id,
        audience,
        role,
        contact,
        password,
        appMetadata,
        userMetadata,
        factors,
        value,
        stamps,
        createdAt,
        updatedAt,
        anonymous);
  }

  public User withAnonymous(boolean value) {
    return new User(
        id,
        audience,
        role,
        contact,
        password,
        appMetadata,
        userMetadata,
        factors,
        identities,
        stamps,
        createdAt,
        updatedAt,
        value);
  }

  public User with(Stamp stamp, Instant at) {
    var changed = new EnumMap<Stamp, Instant>(Stamp.class);
    changed.putAll(stamps);
    changed.put(stamp, at);
    return withStamps(changed, updatedAt);
  }

  public User without(Stamp stamp) {
    var changed = new EnumMap<Stamp, Instant>(Stamp.class);
    changed.putAll(stamps);
    changed.remove(stamp);
    return withStamps(changed, updatedAt);
  }

  public User updated(Instant now) {
    return withStamps(stamps, now);
  }

  private User withStamps(Map<Stamp, Instant> value, Instant updated) {
    return new User(
        id,
        audience,
        role,
        contact,
        password,
        appMetadata,
        userMetadata,
        factors,
        identities,
        value,
        createdAt,
        updated,
        anonymous);
  }

  public Optional<Instant> at(Stamp stamp) {
    return Optional.ofNullable(stamps.get(stamp));
  }

  public boolean isBanned(Instant now) {
    return at(Stamp.BANNED_UNTIL).filter(now::isBefore).isPresent();
  }

  public boolean hasSecondFactor() {
    return !factors.isEmpty();
  }

  /// The identity of that provider, if the user has one.
  public Optional<Identity> identity(String provider) {
    return identities.stream().filter(identity -> identity.provider().equals(provider)).findFirst();
  }
}
