package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.json.Json;
import java.time.Instant;
import java.util.UUID;

/// One way in which a user signs in; `data` is what the provider told about the user at that time.
public record Identity(
    UUID id,
    String providerId,
    UUID userId,
    Json.Members data,
    String provider,
    Instant createdAt,
    Instant updatedAt) {

  public static Identity of(UUID userId, String provider, Json.Members data, Instant now) {
    return new Identity(UUID.randomUUID(), userId.toString(), userId, data, provider, now, now);
  }

  public Identity withData(Json.Members newData, Instant now) {
    return new Identity(id, providerId, userId, newData, provider, createdAt, now);
  }

  Json json() {
    var email =
        data.get("email")
            .map(value -> value instanceof Json.Text(String text) ? text : "")
            .orElse("");
    var object =
        Json.object()
            .add("identity_id", id.toString())
            .add("id", providerId)
            .add("user_id", userId.toString());
    if (!data.entries().isEmpty()) {
      object.add("identity_data", data);
    }
    return object
        .add("provider", provider)
        .add("last_sign_in_at", createdAt.toString())
        .add("created_at", createdAt.toString())
        .add("updated_at", updatedAt.toString())
        .addUnlessEmpty("email", email)
        .build();
  }
}
