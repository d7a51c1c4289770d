package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An Auth server whose name is looked up in vain.
class SlowNameTest {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();

  @AfterEach
  void close() {
    answered.countDown();
    vertx.close().await();
  }

  @Test
  void aSlowLookUpHoldsNoEventLoopAndNoCallLongerThanItsTimeOut() {
    var server =
        new AuthServer(
            vertx,
            URI.create("http://auth.example.com"),
            this::silence,
            () -> Optional.of(new ApiKey("k")),
            "test",
            Clock.systemUTC());

    // The timer of the time-out is the event loop's own: it ends the call because nothing holds it.
    var answer =
        AuthStage.answer(server.refresh(new RefreshToken("aaaabbbbcccc"), Duration.ofMillis(200)));

    assertThat(answer)
        .isInstanceOfSatisfying(
            TokenAnswer.Unavailable.class,
            none -> assertThat(none.reason()).isEqualTo(UnavailableReason.TIMEOUT));
    assertThat(lookups.get()).isOne();
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
}
