package dev.sessionkeeper.operator.apiserver;

import dev.sessionkeeper.policy.manifest.PolicyReader;
import dev.sessionkeeper.policy.manifest.PolicyReading;
import io.vertx.core.json.JsonObject;

/// What a cluster holds: namespaces of ten policies each, a Service for each policy, and pods that
/// are spread evenly over the policies.
///
/// @param pods a multiple of `policies`, so that every policy has as many
/// @param ballast of each pod, in bytes: nine tenths of a real one are what the operator drops
public record SomeCluster(int policies, int pods, int ballast) {
  private static final int POLICIES_A_NAMESPACE = 10;

  public void fill(FakeApiServer api) {
    api.put("/api/v1/namespaces/sessionkeeper/secrets/sessionkeeper-webhook", certificate());
    for (var number = 0; number < 8; number++) {
      api.put(
          "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/sessionkeeper-"
              + number,
          webhooks());
    }
    for (var policy = 0; policy < policies; policy++) {
      api.put(policyPath(policy), policy(policy));
      api.put(path(policy, "services") + "/app-" + policy, service(policy));
    }
    for (var pod = 0; pod < pods; pod++) {
      api.put(podPath(pod), pod(pod, false));
    }
  }

  public String policyPath(int policy) {
    return "/apis/sessionkeeper.dev/v1alpha1/namespaces/%s/sessionpolicies/policy-%d"
        .formatted(namespace(policy), policy);
  }

  public String podPath(int pod) {
    return path(pod % policies, "pods") + "/pod-" + pod;
  }

  public String namespace(int policy) {
    return "shop-" + policy / POLICIES_A_NAMESPACE;
  }

  /// A pod that runs.
  ///
  /// @param sidecar whether it has one, of another shape than its policy's
  public JsonObject pod(int pod, boolean sidecar) {
    var marks =
        sidecar
            ? ", \"sessionkeeper.dev/shape\": \"0\", \"sessionkeeper.dev/policy\": \"policy-%d\""
                .formatted(pod % policies)
            : "";
    var container = sidecar ? "{\"name\": \"sessionkeeper\"}" : "";
    return new JsonObject(
        """
        {"apiVersion": "v1", "kind": "Pod",
         "metadata": {"labels": {"app": "app-%d", "pod-template-hash": "7d9c8b6f5"},
           "annotations": {"ballast": "%s" %s},
           "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web",
             "uid": "%d", "controller": true}]},
         "spec": {"initContainers": [%s],
           "containers": [{"name": "app", "image": "shop/web:1",
           "ports": [{"name": "http", "containerPort": 3000}]}]},
         "status": {"phase": "Running", "podIP": "192.0.2.1",
           "containerStatuses": [{"name": "app", "state": {"running": {}}}],
           "initContainerStatuses": [{"name": "sessionkeeper", "state": {"running": {}}}]}}
        """
            .formatted(pod % policies, "x".repeat(ballast), marks, pod % policies, container));
  }

  private String path(int policy, String plural) {
    return "/api/v1/namespaces/" + namespace(policy) + "/" + plural;
  }

  /// A policy that selects the pods with the label `app-NUMBER`.
  public static JsonObject policy(int policy) {
    var manifest =
        """
        apiVersion: sessionkeeper.dev/v1alpha1
        kind: SessionPolicy
        metadata: {name: policy-%1$d, generation: 1}
        spec:
          selector: {matchLabels: {app: app-%1$d}}
          supabase:
            url: https://abcdefghijklmnopqrst.supabase.co
            publishableKey: {name: supabase, key: publishable-key}
          traffic: {port: 3000}
        """
            .formatted(policy);
    return switch (PolicyReader.read(manifest)) {
      case PolicyReading.Valid valid ->
          new JsonObject()
              .put("apiVersion", "sessionkeeper.dev/v1alpha1")
              .put("kind", "SessionPolicy")
              .put("metadata", new JsonObject().put("generation", 1))
              .put("spec", new JsonObject(valid.spec().toString()));
      case PolicyReading.Invalid(var problems) -> throw new IllegalStateException(problems + "");
    };
  }

  private static JsonObject service(int policy) {
    return new JsonObject(
        """
        {"apiVersion": "v1", "kind": "Service",
         "spec": {"selector": {"app": "app-%d"}, "ports": [{"port": 80, "targetPort": 3000}]}}
        """
            .formatted(policy));
  }

  private static JsonObject certificate() {
    return new JsonObject().put("apiVersion", "v1").put("kind", "Secret");
  }

  private static JsonObject webhooks() {
    return new JsonObject(
        "{\"apiVersion\": \"admissionregistration.k8s.io/v1\","
            + " \"kind\": \"MutatingWebhookConfiguration\"}");
  }
}
