package dev.sessionkeeper.sidecar.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.host.HostAddress;
import dev.sessionkeeper.sidecar.proxy.TestConfig;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An application that the configuration names instead of giving its address.
class SlowNameTest {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final CountDownLatch answered = new CountDownLatch(1);

  @AfterEach
  void close() {
    answered.countDown();
    vertx.close().await();
  }

  @Test
  void aLookUpInVainHoldsNoEventLoopAndIsRefusedWhenConnectingTookTooLong() {
    // The timer is the event loop's own: it refuses because nothing holds it.
    assertThat(lease(1, this::silence)).isEqualTo(new Lease.Refused(UpstreamError.CONNECT));
  }

  @Test
  void aNameIsFoundAndConnectedTo() throws IOException {
    try (var app = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var lease = lease(app.getLocalPort(), _ -> InetAddress.ofLiteral("127.0.0.1"));

      assertThat(lease).isInstanceOf(Lease.Lent.class);
    }
  }

  private Lease lease(int port, HostAddress.Lookup lookup) {
    var config =
        new TestConfig()
            .upstreamHost("app.example.com")
            .connectTimeout(Duration.ofMillis(200))
            .of("http://127.0.0.1:1", port);
    Promise<Lease> lease = Promise.promise();
    vertx.runOnContext(
        _ -> new Http1Upstream(vertx, config, Clock.systemUTC(), lookup).lend(lease::tryComplete));
    Future<Lease> answer = lease.future();
    return AuthStage.answer(answer);
  }

  private InetAddress silence(String name) throws UnknownHostException {
    try {
      answered.await(AuthStage.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(name);
  }
}
