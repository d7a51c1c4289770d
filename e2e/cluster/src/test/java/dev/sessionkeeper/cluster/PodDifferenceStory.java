package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is different in an injected pod, as the API server has it, is ours.
@ExtendWith(OnCluster.class)
final class PodDifferenceStory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
        labels: {app: web, team: a}
        annotations: {example.com/owner: somebody}
      spec:
        serviceAccountName: default
        automountServiceAccountToken: false
        terminationGracePeriodSeconds: 17
        securityContext: {fsGroup: 2000, runAsUser: 1000}
        volumes: [{name: cache, emptyDir: {}}]
        initContainers:
          - {name: migrate, image: %1$s, command: ["true"], volumeMounts: [{name: cache, mountPath: /cache}]}
          - {name: agent, image: %1$s, command: [sleep, infinity], restartPolicy: Always}
        containers:
          - name: web
            image: %1$s
            env: [{name: BEFORE, value: a}, {name: PORT, value: "3000"}, {name: AFTER, value: $(PORT)}]
            ports: [{name: http, containerPort: 3000}, {name: debug, containerPort: 4000}]
            volumeMounts: [{name: cache, mountPath: /cache}]
            securityContext: {readOnlyRootFilesystem: true}
            startupProbe: {exec: {command: ["true"]}}
            readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 7}
            livenessProbe: {tcpSocket: {port: 4000}}
          - {name: second, image: %1$s, command: [sleep, infinity]}
      """
          .formatted(PodImages.TOOLBOX);

  private final Platform platform;

  PodDifferenceStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void everythingOfThePodsOwnStaysAsItWas() throws Exception {
    try (var shop = platform.namespace("pod-difference")) {
      var before = created(shop);
      shop.apply(Policy.of("web", platform.project()).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      Admissions.awaitInjection(platform.cluster(), shop);
      var after = created(shop);

      assertThat(paths(JsonDiff.asJson(before, after)))
          .containsExactly(
              "add /metadata/annotations/sessionkeeper.dev~1changes",
              "add /metadata/annotations/sessionkeeper.dev~1injected-by",
              "add /metadata/annotations/sessionkeeper.dev~1policy",
              "add /metadata/annotations/sessionkeeper.dev~1shape",
              "add /metadata/labels/sessionkeeper.dev~1injected",
              "add /spec/initContainers/2",
              "add /spec/volumes/1",
              "add /spec/volumes/2",
              "add /spec/volumes/3",
              "add /spec/volumes/4",
              "replace /spec/containers/0/env/1/value",
              "replace /spec/containers/0/readinessProbe/httpGet/path",
              "replace /spec/containers/0/readinessProbe/httpGet/port");
    }
  }

  /// The pod as the API server would store it, defaults included.
  private static JsonNode created(Namespace shop) throws Exception {
    var stored = shop.applying(POD, "--dry-run=server", "-o", "json").successful();
    var pod = (ObjectNode) JSON.readTree(stored);
    ((ObjectNode) pod.path("metadata"))
        .remove(List.of("uid", "creationTimestamp", "managedFields"));
    pod.remove("status");
    return pod;
  }

  private static List<String> paths(JsonNode differences) {
    return StreamSupport.stream(differences.spliterator(), false)
        .map(one -> one.path("op").asText() + " " + one.path("path").asText())
        // Where a value is there already, the difference says so.
        .map(one -> one.replaceFirst("^copy", "add"))
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
