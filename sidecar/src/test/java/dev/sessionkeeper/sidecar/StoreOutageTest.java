package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shared store that does not serve keeps nobody from being served, and is told.
class StoreOutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CODE = "SharedStoreDown";

  @TempDir private Path folder;

  @Test
  void theSidecarStaysReadyAndNamesTheStore() throws IOException, InterruptedException {
    var config = RunningSidecar.config(this::nameStore);
    var ready =
        URI.create("http://127.0.0.1:" + config.get("admin").get("port").intValue() + "/readyz");
    try (var _ = RunningSidecar.running(folder, config);
        var client = HttpClient.newHttpClient()) {
      await().atMost(PATIENCE).until(() -> get(client, ready).body().contains(CODE));

      assertThat(get(client, ready).statusCode()).isEqualTo(200);
      TroubleshootingPage.assertQuotes(CODE);
      TroubleshootingPage.assertQuotes(messageOf(get(client, ready).body()));
    }
  }

  private void nameStore(ObjectNode config) {
    var store = (ObjectNode) config.get("refresh").get("sharedStore");
    store.withArray("addresses").add("127.0.0.1:1");
    store.put("keysFile", folder.resolve("keys").toString());
  }

  private static String messageOf(String body) throws IOException {
    for (var reason : new ObjectMapper().readTree(body).get("reasons")) {
      if (reason.get("code").textValue().equals(CODE)) {
        return reason.get("message").textValue();
      }
    }
    throw new AssertionError("expected the code " + CODE + ", found " + body);
  }

  private static HttpResponse<String> get(HttpClient client, URI address)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
