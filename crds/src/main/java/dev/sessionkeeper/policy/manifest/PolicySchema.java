package dev.sessionkeeper.policy.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The schema of `SessionPolicy` as the CRD has it. Read on first use: a sidecar that runs on the
/// contract never pays for it.
final class PolicySchema {
  private static final String RESOURCE =
      "/dev/sessionkeeper/policy/sessionpolicies.sessionkeeper.dev.yaml";

  private PolicySchema() {}

  private static final class Holder {
    static final JsonNode SCHEMA = load();

    private static JsonNode load() {
      try (var in = PolicySchema.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the jar lacks its resource " + RESOURCE);
        }
        return Yaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .at("/spec/versions/0/schema/openAPIV3Schema");
      } catch (IOException e) {
        throw new UncheckedIOException("a resource of the jar cannot be read", e);
      }
    }
  }

  /// The schema of `spec`.
  static JsonNode spec() {
    return Holder.SCHEMA.at("/properties/spec");
  }
}
