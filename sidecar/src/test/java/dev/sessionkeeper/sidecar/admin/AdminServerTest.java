package dev.sessionkeeper.sidecar.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.AppProbes;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.probe.AppAddress;
import dev.sessionkeeper.sidecar.probe.AppChecker;
import dev.sessionkeeper.sidecar.telemetry.Metrics;
import dev.sessionkeeper.sidecar.telemetry.RefreshTelemetry;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
  private static final int MANY = 17;
  private static final int PATIENCE_MILLIS = 4_000;
  private static final AppAddress NOWHERE = new AppAddress("127.0.0.1", 1);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Metrics metrics = new Metrics();
  private final Readiness readiness =
      new Readiness(() -> List.of(new Reason(Reason.Code.SECRET_MISSING, "The file is missing.")));
  private int port;

  @BeforeEach
  void listen() {
    var _ = new TrafficMetrics(metrics);
    var _ = new RefreshTelemetry(metrics);
    var version = new JsonObject().put("version", "1");
    port =
        new AdminServer(
                vertx,
                metrics,
                readiness,
                version,
                () -> new SidecarConfig.PolicyReference("shop", "web", 7),
                new ProbeRoutes(AppProbes.NONE, new AppChecker(vertx, () -> NOWHERE)))
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  void readyzIsReadyWithReasons() throws Exception {
    var answer = ask("GET", "/readyz", "*/*");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ready\":true,\"reasons\":[{\"code\":\"SecretMissing\",\"message\":\"The file is"
                + " missing.\"}]}");
  }

  @Test
  void aDrainingSidecarIsLiveAndNotReady() throws Exception {
    readiness.drain();

    assertThat(ask("GET", "/readyz", "*/*").statusCode()).isEqualTo(503);
    assertThat(ask("GET", "/readyz", "*/*").body()).contains("Draining");
    assertThat(ask("GET", "/livez", "*/*").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "*/*, text/plain; version=0.0.4; charset=utf-8",
    "application/openmetrics-text;version=1.0.0, application/openmetrics-text; version=1.0.0;"
        + " charset=utf-8",
  })
  void metricsSpeakBothFormats(String accept, String type) throws Exception {
    var answer = ask("GET", "/metrics", accept);

    assertThat(answer.headers().firstValue("content-type")).contains(type);
    assertThat(answer.body()).contains("sessionkeeper_requests_total{rule=\"refresh\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz", "/metrics", "/version", "/status"})
  void headAnswersLikeGetWithoutBody(String path) throws Exception {
    var answer = ask("HEAD", path, "*/*");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/livez/x", "/config", "/metric", "/probe/", "/probe/app/liveness"})
  void everythingElseIsAProblem(String path) throws Exception {
    var answer = ask("GET", path, "*/*");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).isEqualTo("{\"status\":404,\"title\":\"Not Found\"}");
  }

  @Test
  void statusTellsTheOperatorAllInOneAnswer() throws Exception {
    var answer = new JsonObject(ask("GET", "/status", "*/*").body());

    assertThat(answer.getString("version")).isEqualTo("1");
    assertThat(answer.getJsonObject("policy").getLong("generation")).isEqualTo(7);
    assertThat(answer.getJsonArray("reasons")).hasSize(1);
    assertThat(answer.getJsonObject("refreshes").fieldNames())
        .containsExactly("refreshed", "rejected", "unavailable");
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    var answer = ask("POST", "/readyz", "*/*");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void aFurtherConnectionTakesThePlaceOfTheOldest() throws Exception {
    var waiting = new ArrayList<Socket>();
    try {
      for (var connections = 0; connections < MANY; connections++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        waiting.add(socket);
      }

      assertThat(waiting.getFirst().getInputStream().read()).isEqualTo(-1);
      assertThat(ask("GET", "/livez", "*/*").statusCode()).isEqualTo(200);
    } finally {
      for (var socket : waiting) {
        socket.close();
      }
    }
  }

  private HttpResponse<String> ask(String method, String path, String accept)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Accept", accept)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
