package dev.sessionkeeper.sidecar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sessionkeeper.contract.AppProbe;
import dev.sessionkeeper.contract.AppProbes;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.probe.AppAddress;
import dev.sessionkeeper.sidecar.probe.AppChecker;
import dev.sessionkeeper.sidecar.telemetry.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// O6: what the kubelet was told to ask of the application is what the application is asked.
class ProbeRoutesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final byte[] SERVING = {0, 0, 0, 0, 2, 8, 1};
  private static final byte[] NOT_SERVING = {0, 0, 0, 0, 2, 8, 2};

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient kubelet = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private int app;

  @BeforeEach
  void startApp() {
    app =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  @AfterEach
  void close() {
    kubelet.close();
    vertx.close().await();
  }

  @ParameterizedTest(name = "O6 the kubelet sees the status of the application: {0}")
  @CsvSource({"200, 200", "204, 204", "304, 200", "399, 200", "400, 400", "503, 503"})
  void theKubeletSeesTheStatusOfTheApplication(int status, int seen) throws Exception {
    assertThat(probe("app/readiness", http("/status/" + status)).statusCode()).isEqualTo(seen);
  }

  @Test
  void pathQueryHeadersAndProgramReachTheApplication() throws Exception {
    var headers = List.of(header("X-Check", "a"), header("Host", "shop.example.com"));

    var answer = probe("app/liveness", new AppProbe.Http(false, "/echo?deep=1", headers, SECOND));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(asked).containsExactly("GET /echo?deep=1 shop.example.com a kube-probe/1.34");
  }

  @Test
  void aBodyThatIsLeftUnreadIsNoErrorInTheLog() throws Exception {
    var errors = new ListAppender<ILoggingEvent>();
    var everybody = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    errors.start();
    everybody.addAppender(errors);
    try {
      assertThat(probe("app/readiness", http("/endless")).statusCode()).isEqualTo(200);
      // The reset is told on the event loop before the next answer can be.
      assertThat(probe("app/readiness", http("/endless")).statusCode()).isEqualTo(200);
    } finally {
      everybody.detachAppender(errors);
    }

    assertThat(errors.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
  }

  @Test
  void redirectsWithinTheHostAreFollowed() throws Exception {
    assertThat(probe("app/readiness", http("/to/%2Fstatus%2F500")).statusCode()).isEqualTo(500);
  }

  @Test
  void aRedirectToAnotherHostIsWell() throws Exception {
    var answer = probe("app/readiness", http("/to/http%3A%2F%2Felsewhere.example%2F"));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void redirectsInACircleAreNot() throws Exception {
    var answer = probe("app/readiness", http("/circle"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("stopped after 10 redirects");
    assertThat(asked).hasSize(11);
  }

  @Test
  void anApplicationThatDoesNotAnswerFailsWithinTheTimeout() throws Exception {
    var answer = probe("app/liveness", http("/hang"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("did not answer in time");
  }

  @Test
  @DisplayName("O6 a connection is enough for TCP")
  void aConnectionIsEnoughForTcp() throws Exception {
    assertThat(probe("app/startup", new AppProbe.Tcp(SECOND)).statusCode()).isEqualTo(200);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "http", "grpc"})
  void anApplicationThatDoesNotListenFails(String kind) throws Exception {
    app = 1;

    var answer = probe("app/startup", check(kind));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("nothing listens on 127.0.0.1:1");
  }

  @ParameterizedTest(name = "O6 gRPC services are asked by name: [{0}]")
  @CsvSource({"'', 200", "shop.Cart, 200", "shop.Closed, 503", "shop.Unknown, 503"})
  void grpcServicesAreAskedByName(String service, int seen) throws Exception {
    var answer = probe("app/liveness", new AppProbe.Grpc(service, SECOND));

    assertThat(answer.statusCode()).isEqualTo(seen);
    assertThat(asked).containsExactly("grpc " + service);
  }

  @Test
  @DisplayName("O6 a hook is well whatever the application answers")
  void aHookIsWellWhateverTheApplicationAnswers() throws Exception {
    assertThat(probe("app/pre-stop", http("/status/500")).statusCode()).isEqualTo(200);
  }

  @Test
  void aHookThatNobodyAnswersGetsNoAnswer() {
    app = 1;

    assertThatThrownBy(() -> probe("app/post-start", http("/"))).isInstanceOf(IOException.class);
  }

  @Test
  void onlyWhatThePodStatesCanBeAsked() throws Exception {
    var answer = ask(new AppProbes(Map.of("app/liveness", http("/"))), "app/readiness");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(asked).isEmpty();
  }

  private static AppProbe check(String kind) {
    return switch (kind) {
      case "tcp" -> new AppProbe.Tcp(SECOND);
      case "http" -> http("/");
      default -> new AppProbe.Grpc("", SECOND);
    };
  }

  private static AppProbe http(String path) {
    return new AppProbe.Http(false, path, List.of(), SECOND);
  }

  private static AppProbe.Header header(String name, String value) {
    return new AppProbe.Header(name, value);
  }

  private HttpResponse<String> probe(String name, AppProbe probe) throws Exception {
    return ask(new AppProbes(Map.of(name, probe)), name);
  }

  private HttpResponse<String> ask(AppProbes probes, String name) throws Exception {
    var metrics = new Metrics();
    var checker = new AppChecker(vertx, () -> new AppAddress("127.0.0.1", app));
    var admin =
        new AdminServer(
            vertx,
            metrics,
            new Readiness(List::of),
            new JsonObject(),
            () -> new SidecarConfig.PolicyReference("shop", "web", 1),
            new ProbeRoutes(probes, checker));
    var port = admin.listen(0, "127.0.0.1").await().actualPort();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/probe/" + name))
            .header("User-Agent", "kube-probe/1.34")
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    return kubelet.send(request, BodyHandlers.ofString());
  }

  private void answer(HttpServerRequest request) {
    if (String.valueOf(request.path()).equals("/grpc.health.v1.Health/Check")) {
      request.body().onSuccess(question -> serve(request, question));
      return;
    }
    asked.add(
        "%s %s %s %s %s"
            .formatted(
                request.method(),
                request.uri(),
                request.authority(),
                request.getHeader("X-Check"),
                request.getHeader("User-Agent")));
    var path = String.valueOf(request.path());
    var argument = path.replaceFirst("/[a-z]+/?", "");
    switch (path.replaceFirst("^/([a-z]*).*", "$1")) {
      case "status" -> request.response().setStatusCode(Integer.parseInt(argument)).end();
      case "to" -> redirect(request, URLDecoder.decode(argument, UTF_8));
      case "circle" -> redirect(request, "/circle");
      case "hang" -> request.pause();
      case "endless" -> request.response().setChunked(true).write("more to come");
      default -> request.response().end("a body that stays here");
    }
  }

  private static void redirect(HttpServerRequest request, String location) {
    request.response().setStatusCode(302).putHeader("Location", location).end();
  }

  private void serve(HttpServerRequest request, Buffer question) {
    var service = question.length() > 7 ? question.getString(7, question.length()) : "";
    asked.add("grpc " + service);
    var response = request.response().putHeader("Content-Type", "application/grpc");
    switch (service) {
      case "", "shop.Cart" ->
          response.setChunked(true).putTrailer("grpc-status", "0").end(Buffer.buffer(SERVING));
      case "shop.Closed" ->
          response.setChunked(true).putTrailer("grpc-status", "0").end(Buffer.buffer(NOT_SERVING));
      default -> response.putHeader("grpc-status", "5").end();
    }
  }
}
