package dev.sessionkeeper.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sessionkeeper.processes.Waiting;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;

/// What the operator says of a policy.
final class PolicyStatus {
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("sessionkeeper.dev")
          .withVersion("v1alpha1")
          .withKind("SessionPolicy")
          .withPlural("sessionpolicies")
          .withNamespaced(true)
          .build();

  private final Cluster cluster;
  private final String namespace;
  private final String name;

  PolicyStatus(Cluster cluster, String namespace, String name) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.name = name;
  }

  /// Waits until a condition has a reason.
  ///
  /// @param says such as `Current: AuthUnreachable`
  PolicyStatus soon(String says) {
    Waiting.eventually(
        "policy %s says %s".formatted(name, says),
        SOON,
        () -> {
          if (!reasons().contains(" " + says + ";")) {
            throw new AssertionError(reasons() + " " + status());
          }
        });
    return this;
  }

  /// The reasons of all conditions, as ` Accepted: Accepted; Injected: NoPods; ...`; nothing while
  /// the status speaks of an older generation.
  String reasons() {
    var reasons = new StringBuilder();
    var policy = JSON.valueToTree(read());
    if (observed(policy) == policy.at("/metadata/generation").asLong()) {
      policy
          .at("/status/conditions")
          .forEach(
              one -> reasons.append(" %s: %s;".formatted(text(one, "type"), text(one, "reason"))));
    }
    return reasons.toString();
  }

  /// The whole status.
  JsonNode status() {
    return JSON.valueToTree(read()).path("status");
  }

  long generation() {
    return read().getMetadata().getGeneration();
  }

  /// How many sidecars follow the newest generation.
  int following() {
    var policy = JSON.valueToTree(read());
    for (var acknowledged : policy.at("/status/acknowledged")) {
      if (acknowledged.path("generation").asLong() == policy.at("/metadata/generation").asLong()) {
        return acknowledged.path("sidecars").asInt();
      }
    }
    return 0;
  }

  /// What a user sees who asks for nothing else.
  String described() {
    return cluster.kubectl().run("describe", "spol", name, "-n", namespace);
  }

  private GenericKubernetesResource read() {
    return cluster
        .client()
        .genericKubernetesResources(KIND)
        .inNamespace(namespace)
        .withName(name)
        .require();
  }

  private static long observed(JsonNode policy) {
    return policy.at("/status/observedGeneration").asLong();
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText();
  }
}
