package dev.sessionkeeper.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final ObjectReference WEB =
      new ObjectReferenceBuilder().withNamespace("shop").withName("web").withUid("1").build();

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final ExecutorService writers = Executors.newSingleThreadExecutor();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @AfterEach
  void close() {
    writers.close();
    client.close();
    vertx.close().await();
  }

  /// Kubernetes drops an event after an hour: what goes on has to be said again.
  @Test
  void whatRepeatsEveryFiveMinutesIsSaidAgainAfterTen() throws Exception {
    var events = new Events(client, writers, new Settable(now), "operator-1");

    for (var minute = 0; minute <= 25; minute += 5) {
      now.set(Instant.EPOCH.plus(Duration.ofMinutes(minute)).plusSeconds(minute));
      events.tell(WEB, Events.Type.WARNING, "RolloutPaused", "refreshes fail");
      writers.submit(() -> {}).get();
    }

    assertThat(api.list("/api/v1/namespaces/shop/events")).hasSize(3);
  }

  @Test
  void anotherMessageIsSaidAtOnce() {
    var events = new Events(client, writers, new Settable(now), "operator-1");

    events.tell(WEB, Events.Type.WARNING, "RolloutPaused", "10 of 20 fail");
    events.tell(WEB, Events.Type.WARNING, "RolloutPaused", "11 of 20 fail");
    writers.close();

    assertThat(api.list("/api/v1/namespaces/shop/events")).hasSize(2);
  }

  private static final class Settable extends Clock {
    private final AtomicReference<Instant> now;

    Settable(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
