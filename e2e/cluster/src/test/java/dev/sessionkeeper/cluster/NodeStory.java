package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The node does what the other stories take for granted.
@ExtendWith(OnCluster.class)
final class NodeStory {
  private static final String SERVER =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: server, labels: {app: server}}
      spec:
        containers:
          - name: auth
            image: %s
            ports: [{containerPort: 9999}]
            readinessProbe: {httpGet: {path: /health, port: 9999}, periodSeconds: 1}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: server}
      spec:
        selector: {app: server}
        ports: [{port: 80, targetPort: 9999}]
      """
          .formatted(PodImages.AUTH_SIMULATOR);

  private final Cluster cluster;

  NodeStory(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aPodIsReachedByPortForwardByItsServicesNameAndByItsLogs() throws Exception {
    try (var shop = cluster.namespace("node-story")) {
      shop.apply(SERVER);
      var server = shop.readyPod("server");

      assertThat(get(shop.forward(server, 9999).resolve("/health").toString())).contains("GoTrue");
      assertThat(shop.curl("http://server.node-story.svc.cluster.local/health")).contains("GoTrue");
      assertThat(shop.kubectl("logs", "server")).contains("auth simulator on");
    }
  }

  @Test
  void helmSpeaksToTheCluster() {
    assertThat(cluster.helm().run("list", "--all-namespaces")).contains("NAMESPACE");
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
