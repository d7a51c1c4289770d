package dev.sessionkeeper.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Free ports, plain calls, and waiting for an answer.
class LoopbackTest {
  // Where Linux begins with the ports of clients, unless it is told otherwise (ip(7)).
  private static final int FIRST_OF_CLIENTS = 32_768;

  @TempDir private Path folder;
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Loopback.freePort());
    server = HttpServer.create(address, 0);
    server.createContext("/echo", exchange -> answer(exchange, 200));
    server.createContext("/later", exchange -> answer(exchange, calls.get() < 2 ? 503 : 200));
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void noPortIsGivenTwiceNorOneThatClientsGet() {
    var ports = IntStream.range(0, 500).map(_ -> Loopback.freePort()).boxed().toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < FIRST_OF_CLIENTS);
  }

  @Test
  void aCallReturnsTheBodyOfItsAnswer() {
    assertThat(Loopback.call("PUT", url("/echo"), "{}")).isEqualTo("PUT {}");
  }

  @Test
  void aCallThatIsNotAnsweredWith200Fails() {
    assertThatThrownBy(() -> Loopback.call("GET", url("/later"), ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/later answered 503");
  }

  @Test
  void aPortIsOpenWhileSomethingListens() {
    assertThat(Loopback.isOpen(server.getAddress().getPort())).isTrue();

    end();

    assertThat(Loopback.isOpen(server.getAddress().getPort())).isFalse();
  }

  @Test
  void anAnswerIsAwaitedWhileTheProgramLives() {
    try (var program = Program.start("lives", folder, List.of("cat"), Map.of())) {
      Loopback.awaitOk(program, url("/later"));
    }

    assertThat(calls).hasValue(3);
  }

  @Test
  void nobodyWaitsForAProgramThatHasEnded() {
    var program = Program.start("ends", folder, List.of("echo", "no licence"), Map.of());
    program.awaitSuccess();

    assertThatThrownBy(() -> Loopback.awaitOk(program, url("/later")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("ends ended with status 0", "no licence");
  }

  private URI url(String path) {
    return Loopback.url(server.getAddress().getPort()).resolve(path);
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      calls.incrementAndGet();
      var body = exchange.getRequestBody().readAllBytes();
      var method = (exchange.getRequestMethod() + " ").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, 0);
      exchange.getResponseBody().write(method);
      exchange.getResponseBody().write(body);
    }
  }
}
