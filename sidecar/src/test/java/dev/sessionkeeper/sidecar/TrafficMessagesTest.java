package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficMessagesTest {
  private static final String COOKIE = "Cookie: sb-abcdefghijklmnopqrst-auth-token=";

  @TempDir private Path folder;

  @Test
  void whatTheSidecarAnswersItselfIsExplained() throws IOException {
    try (var sidecar = RunningSidecar.running(folder, RunningSidecar.config(_ -> {}))) {
      assertExplained(sidecar.answerTo("GET /_next/static/..%2fpage HTTP/1.1"), 400);
      assertExplained(sidecar.answerTo("GET /x%00 HTTP/1.1"), 400);
      assertExplained(sidecar.answerTo("GET / HTTP/1.1", "Host: other"), 400);
      assertExplained(sidecar.answerTo("GET / HTTP/1.1"), 502);
    }
  }

  @Test
  void aRouteThatRequiresASessionExplainsItself() throws IOException {
    var config =
        RunningSidecar.config(root -> ((ObjectNode) root.get("routes").get(1)).putArray("hosts"));
    try (var sidecar = RunningSidecar.running(folder, config)) {
      assertExplained(sidecar.answerTo("GET /dashboard HTTP/1.1"), 401);
      assertExplained(sidecar.answerTo("GET /dashboard HTTP/1.1", COOKIE + session()), 503);
    }
  }

  @Test
  void aHeadBeyondTheBoundIsExplained() throws IOException {
    try (var sidecar = RunningSidecar.running(folder, RunningSidecar.config(_ -> {}))) {
      var answer = sidecar.answerTo("GET / HTTP/1.1", COOKIE + "x".repeat(70_000));

      TroubleshootingPage.assertQuotes(answer.lines().findFirst().orElseThrow().substring(9));
      assertExplained(answer, 431);
    }
  }

  @Test
  void anApplicationThatHangsIsExplained() throws IOException {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var config =
          RunningSidecar.config(
              root ->
                  RunningSidecar.object(root, "upstream")
                      .put("port", silent.getLocalPort())
                      .put("responseTimeout", "100ms"));
      try (var sidecar = RunningSidecar.running(folder, config)) {
        assertExplained(sidecar.answerTo("GET / HTTP/1.1"), 504);
      }
    }
  }

  @Test
  void aBodyThatComesTooSlowlyIsExplained() throws IOException {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var config =
          RunningSidecar.config(
              root -> {
                RunningSidecar.object(root, "upstream").put("port", silent.getLocalPort());
                RunningSidecar.object(root, "listener").put("idleTimeout", "1s");
              });
      try (var sidecar = RunningSidecar.running(folder, config)) {
        assertExplained(sidecar.answerTo("POST / HTTP/1.1", "Content-Length: 10"), 408);
      }
    }
  }

  @Test
  void whatTheBrowserEndpointsAnswerIsExplained() throws IOException {
    var config =
        RunningSidecar.config(
            root -> RunningSidecar.object(root, "endpoints").put("enabled", true));
    try (var sidecar = RunningSidecar.running(folder, config)) {
      var ours = "X-Sessionkeeper-Request: 1";
      assertExplained(sidecar.answerTo("GET /.sessionkeeper/x HTTP/1.1"), 404);
      assertExplained(sidecar.answerTo("GET /.sessionkeeper/sign-out HTTP/1.1"), 405);
      assertExplained(sidecar.answerTo("GET /.sessionkeeper/token HTTP/1.1"), 403);
      assertExplained(sidecar.answerTo("GET /.sessionkeeper/token HTTP/1.1", ours), 401);
      assertExplained(
          sidecar.answerTo("GET /.sessionkeeper/token HTTP/1.1", ours, COOKIE + session()), 503);
      assertExplained(
          sidecar.answerTo("POST /.sessionkeeper/sign-out HTTP/1.1", ours, COOKIE + session()),
          503);
    }
  }

  private static void assertExplained(String answer, int status) throws IOException {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    var problem = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    TroubleshootingPage.assertQuotes(problem.get("detail").textValue());
  }

  /// A session that only the Auth server could judge, which is not there.
  private static String session() {
    var token =
        encoded("{\"alg\":\"ES256\"}")
            + "."
            + encoded("{\"sub\":\"u\",\"session_id\":\"s\",\"exp\":4102444800}")
            + ".c2ln";
    return "base64-"
        + encoded(
            "{\"access_token\":\"%s\",\"expires_at\":4102444800,\"refresh_token\":\"r\"}"
                .formatted(token));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
