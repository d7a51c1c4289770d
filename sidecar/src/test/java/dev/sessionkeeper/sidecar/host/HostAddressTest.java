package dev.sessionkeeper.sidecar.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Name servers that are slow, silent or down.
class HostAddressTest {
  private static final SocketAddress HERE = SocketAddress.inetSocketAddress(443, "127.0.0.1");
  private static final SocketAddress MOVED = SocketAddress.inetSocketAddress(443, "127.0.0.2");

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();
  private volatile Instant now = Instant.EPOCH;
  private volatile HostAddress.Lookup dns = _ -> InetAddress.ofLiteral("127.0.0.1");
  private final HostAddress host =
      new HostAddress(
          vertx,
          clock(),
          "auth.example.com",
          443,
          name -> {
            lookups.incrementAndGet();
            return dns.find(name);
          });

  @AfterEach
  void close() {
    answered.countDown();
    vertx.close().await();
  }

  @Test
  void aNameIsLookedUpByAWorkerAndOnceInTenSeconds() {
    dns =
        _ -> {
          assertThat(Context.isOnEventLoopThread()).isFalse();
          return InetAddress.ofLiteral("127.0.0.1");
        };

    assertThat(AuthStage.answer(host.address())).isEqualTo(HERE);
    now = now.plus(HostAddress.LOOKED_UP_AFTER).minusMillis(1);
    assertThat(AuthStage.answer(host.address())).isEqualTo(HERE);

    assertThat(lookups.get()).isOne();
  }

  @Test
  void aServerThatMovedIsFoundBesideTheCalls() {
    AuthStage.answer(host.address());
    dns = _ -> InetAddress.ofLiteral("127.0.0.2");
    now = now.plus(HostAddress.LOOKED_UP_AFTER);

    await().atMost(AuthStage.PATIENCE).until(() -> AuthStage.answer(host.address()).equals(MOVED));

    assertThat(lookups.get()).isEqualTo(2);
  }

  @Test
  void theLastAddressServesForTenMinutesAndThatIsToldOnce() throws IOException {
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    var logger = (Logger) LoggerFactory.getLogger(HostAddress.class);
    logger.addAppender(lines);
    AuthStage.answer(host.address());
    dns = this::silence;

    for (var seconds = 10; seconds < 600; seconds += 10) {
      now = Instant.EPOCH.plusSeconds(seconds);
      assertThat(host.address().result()).isEqualTo(HERE);
    }
    now = Instant.EPOCH.plus(HostAddress.KEPT_FOR);

    assertThat(host.address().isComplete()).isFalse();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly(HostAddress.OLD_ADDRESS);
    logger.detachAppender(lines);
    assertThat(Files.readString(Path.of("../docs/troubleshooting.md")))
        .contains(HostAddress.OLD_ADDRESS);
  }

  @Test
  void aNameThatIsNotFoundFailsTheCallUntilItIsFound() {
    dns =
        name -> {
          throw new UnknownHostException(name);
        };

    var first = host.address();
    await().atMost(AuthStage.PATIENCE).until(first::isComplete);
    dns = _ -> InetAddress.ofLiteral("127.0.0.1");

    assertThat(first.cause()).isInstanceOf(UnknownHostException.class);
    assertThat(AuthStage.answer(host.address())).isEqualTo(HERE);
  }

  private InetAddress silence(String name) throws UnknownHostException {
    lookups.incrementAndGet();
    try {
      answered.await(AuthStage.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(name);
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }
}
