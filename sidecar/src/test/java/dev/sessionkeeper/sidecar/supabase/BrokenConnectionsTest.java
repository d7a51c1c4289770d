package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.telemetry.ToldLines;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a refresh means when there is no HTTP answer, or none that may be read.
class BrokenConnectionsTest {
  private static final RefreshToken TOKEN = new RefreshToken("aaaabbbbcccc");
  private static final int MIB = 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private AuthServer client(String url) {
    return new AuthServer(
        vertx, URI.create(url), () -> Optional.of(new ApiKey("k")), "test", Clock.systemUTC());
  }

  private TokenAnswer refresh(String url) {
    return AuthStage.answer(client(url).refresh(TOKEN, AuthStage.PATIENCE));
  }

  private static TokenAnswer unavailable(UnavailableReason reason, Repeat repeat) {
    return new TokenAnswer.Unavailable(reason, Optional.empty(), repeat);
  }

  @Test
  @DisplayName("R15 a refused connection keeps the session")
  void aRefusedConnectionMayReachAnotherServerNextTime() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(refresh("http://127.0.0.1:" + free))
        .isEqualTo(unavailable(UnavailableReason.CONNECTION, Repeat.SAFE));
  }

  @Test
  void anIdleConnectionThatIsResetIsNoErrorToBeTold() throws Exception {
    try (var told = new ToldLines();
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var client = client("http://127.0.0.1:" + server.getLocalPort());
      var connections = new AtomicInteger();
      Thread.startVirtualThread(() -> answerOnceEach(server, connections));

      await()
          .atMost(AuthStage.PATIENCE)
          .until(
              () -> {
                AuthStage.answer(client.refresh(TOKEN, AuthStage.PATIENCE));
                return connections.get() > 1;
              });

      assertThat(told.text()).doesNotContain("\"level\":\"error\"");
    }
  }

  /// Answers one call on each connection, and resets it while it is idle.
  private static void answerOnceEach(ServerSocket server, AtomicInteger connections) {
    var answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
    try {
      while (true) {
        try (var socket = server.accept()) {
          connections.incrementAndGet();
          socket.getInputStream().readNBytes(1);
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          socket.getInputStream().skipNBytes(socket.getInputStream().available());
          // Long enough for the client to take the answer in and call the connection idle; nothing
          // on this side could tell. Too short makes the test weaker, never red.
          Thread.sleep(200);
          socket.setSoLinger(true, 0); // Closing it resets it.
        }
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt(); // The test has ended.
    }
  }

  @Test
  @DisplayName("R15 an unknown host keeps the session")
  void anUnknownHostStaysUnknown() {
    // A label of 64 characters is refused by the resolver itself, so that no network is asked.
    assertThat(refresh("http://" + "a".repeat(64) + ".invalid"))
        .isEqualTo(unavailable(UnavailableReason.CONNECTION, Repeat.USELESS));
  }

  @Test
  @DisplayName("R15 a certificate that nobody trusts keeps the session")
  void aCertificateThatNobodyTrustsIsNoServer(@TempDir Path folder) throws Exception {
    var store = keyStore(folder.resolve("server.p12"));
    var server =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(store))
            .requestHandler(request -> request.response().end("{}"));
    server.listen(0, "127.0.0.1").await();

    assertThat(refresh("https://127.0.0.1:" + server.actualPort()))
        .isEqualTo(unavailable(UnavailableReason.CONNECTION, Repeat.USELESS));
  }

  @Test
  @DisplayName("R15 a server without TLS keeps the session")
  void aServerWithoutTlsIsNoServer() {
    var server = RawServer.answering(vertx, "HTTP/1.1 400 Bad Request\r\n\r\n");

    assertThat(refresh("https://127.0.0.1:" + server.port()))
        .isEqualTo(unavailable(UnavailableReason.CONNECTION, Repeat.USELESS));
  }

  private static PfxOptions keyStore(Path file) throws Exception {
    var keytool =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=nobody",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            file.toString());
    assertThat(keytool.inheritIO().start().waitFor()).isZero();
    return new PfxOptions().setPath(file.toString()).setPassword("changeit");
  }

  @ParameterizedTest
  @MethodSource("answers")
  @DisplayName("R15 an answer that cannot be read keeps the session")
  void anAnswerThatCannotBeReadKeepsTheSession(
      String name, String answer, UnavailableReason reason, Repeat repeat) {
    var server = RawServer.answering(vertx, answer);

    assertThat(refresh(server.url())).as(name).isEqualTo(unavailable(reason, repeat));
  }

  static Stream<Arguments> answers() {
    var useless = Repeat.USELESS;
    return Stream.of(
        Arguments.of(
            "a body of 1 MiB", withBody(" ".repeat(MIB)), UnavailableReason.NOT_A_SESSION, useless),
        Arguments.of(
            "a larger body", withBody(" ".repeat(MIB + 1)), UnavailableReason.UNEXPECTED, useless),
        Arguments.of(
            "a head of 60 KiB",
            "HTTP/1.1 503 No\r\nX: " + "x".repeat(60 * 1024) + "\r\nContent-Length: 0\r\n\r\n",
            UnavailableReason.SERVER_ERROR,
            useless),
        Arguments.of(
            "a larger head",
            "HTTP/1.1 503 No\r\nX: " + "x".repeat(65 * 1024) + "\r\nContent-Length: 0\r\n\r\n",
            UnavailableReason.UNEXPECTED,
            useless),
        Arguments.of(
            "no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", UnavailableReason.UNEXPECTED, useless),
        Arguments.of(
            "a redirect",
            "HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
            UnavailableReason.MISCONFIGURED,
            useless));
  }

  private static String withBody(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void aRedirectIsNotFollowed() {
    var elsewhere = RawServer.answering(vertx, withBody("{}"));
    var server =
        RawServer.answering(
            vertx,
            "HTTP/1.1 307 Moved\r\nContent-Length: 0\r\nLocation: " + elsewhere.url() + "\r\n\r\n");

    refresh(server.url());

    assertThat(elsewhere.asked().isComplete()).isFalse();
  }

  @Test
  void aTimeOutHangsUp() {
    var server = RawServer.answering(vertx, "");

    var answer = AuthStage.answer(client(server.url()).refresh(TOKEN, Duration.ofMillis(100)));
    AuthStage.answer(server.hungUp());

    assertThat(answer).isEqualTo(unavailable(UnavailableReason.TIMEOUT, Repeat.SAFE));
  }

  @Test
  void anOversizedAnswerIsHungUpOn() {
    var server = RawServer.answering(vertx, withBody(" ".repeat(MIB + 1)));

    refresh(server.url());

    AuthStage.answer(server.hungUp());
  }

  @Test
  void aClosedClientAnswersToo() {
    var server = RawServer.answering(vertx, withBody("{}"));
    var client = client(server.url());
    AuthStage.answer(client.close());

    var answer = AuthStage.answer(client.refresh(TOKEN, AuthStage.PATIENCE));

    assertThat(answer).isEqualTo(unavailable(UnavailableReason.CONNECTION, Repeat.USELESS));
  }

  @Test
  void moreCallsThanMayWaitAreTurnedAway() {
    var server = RawServer.answering(vertx, "");
    var client = client(server.url());
    for (var call = 0; call < 64 + 256; call++) {
      client.refresh(TOKEN, AuthStage.PATIENCE);
    }

    var answer = AuthStage.answer(client.refresh(TOKEN, AuthStage.PATIENCE));

    assertThat(answer).isEqualTo(unavailable(UnavailableReason.OVERLOADED, Repeat.USELESS));
  }
}
