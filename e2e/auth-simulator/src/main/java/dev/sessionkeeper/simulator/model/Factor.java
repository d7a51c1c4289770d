package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.json.Json;
import java.time.Instant;
import java.util.UUID;

/// A verified second factor of a user.
public record Factor(UUID id, String friendlyName, String type, Instant createdAt) {

  Json json() {
    return Json.object()
        .add("id", id.toString())
        .add("created_at", createdAt.toString())
        .add("updated_at", createdAt.toString())
        .add("status", "verified")
        .addUnlessEmpty("friendly_name", friendlyName)
        .add("factor_type", type)
        .add("phone", "")
        .add("last_challenged_at", new Json.Null())
        .build();
  }
}
