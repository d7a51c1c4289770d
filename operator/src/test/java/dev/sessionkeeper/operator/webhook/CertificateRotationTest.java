package dev.sessionkeeper.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.certificate.Certificates;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// O10: new connections in the midst of rotations, each with its own handshake.
class CertificateRotationTest {
  private static final List<String> NAMES = List.of("localhost");
  private static final int ROTATIONS = 40;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  @DisplayName("O10 no handshake fails while the certificate is replaced")
  void noHandshakeFailsWhileTheCertificateIsReplaced() throws Exception {
    var certificates = Certificates.create(NAMES, Lifetimes.USUAL, Instant.now());
    var webhook = SomeWebhook.withoutPolicies();
    var server = new WebhookServer(vertx, webhook, certificates.serving());
    var port = server.listen(0, "127.0.0.1").await().actualPort();

    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, 4)
              .mapToObj(_ -> callers.submit(calls(certificates.bundle().pem(), port)))
              .toList();
      rotate(certificates, server);
      over.set(true);

      for (Future<Integer> calls : running) {
        assertThat(calls.get()).isPositive();
      }
    }
  }

  /// Each time for one more name, so that each is issued anew.
  private static void rotate(Certificates first, WebhookServer server) {
    var current = first;
    for (var i = 0; i < ROTATIONS; i++) {
      var names = List.of("localhost", "n" + i);
      current = current.at(Instant.now(), names, Lifetimes.USUAL, _ -> true);
      assertThat(server.replaceCertificate(current.serving()).await()).isTrue();
    }
  }

  private Callable<Integer> calls(String bundle, int port) {
    return () -> {
      var calls = 0;
      while (!over.get()) {
        try (var client = new TlsClient(bundle, port)) {
          assertThat(client.post("/inject", "{}").statusCode()).isEqualTo(400);
        }
        calls++;
      }
      return calls;
    };
  }
}
