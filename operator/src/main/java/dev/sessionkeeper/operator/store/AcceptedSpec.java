package dev.sessionkeeper.operator.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.manifest.PolicyReader;
import dev.sessionkeeper.policy.manifest.PolicyReading;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import java.util.List;
import java.util.Optional;

/// The members of a policy that pods are injected by, as text on its ConfigMap. So what was
/// accepted last survives the operator: a bad edit before its restart keeps no pod from
/// starting.
final class AcceptedSpec {
  /// On a ConfigMap of the operator's.
  static final String ANNOTATION = "sessionkeeper.dev/accepted-spec";

  private static final ObjectMapper JSON = new ObjectMapper();
  // With references to Secrets, as pods have them; no secret is among them.
  private static final List<String> MEMBERS =
      List.of("selector", "supabase", "traffic", "refresh", "verify", "sidecar");

  private AcceptedSpec() {}

  static String write(SessionPolicy policy) {
    ObjectNode spec = JSON.valueToTree(policy.getSpec());
    var manifest = JSON.createObjectNode();
    manifest.put("apiVersion", policy.getApiVersion());
    manifest.put("kind", policy.getKind());
    manifest.putObject("metadata").put("name", policy.getMetadata().getName());
    manifest.set("spec", spec.retain(MEMBERS));
    return manifest.toString();
  }

  /// With the defaults of members that an older operator did not know. Empty where the schema does
  /// not allow it any more.
  static Optional<SessionPolicySpec> read(String text) {
    return switch (PolicyReader.read(text)) {
      case PolicyReading.Valid valid -> Optional.of(PolicyReader.typed(valid));
      case PolicyReading.Invalid _ -> Optional.empty();
    };
  }
}
