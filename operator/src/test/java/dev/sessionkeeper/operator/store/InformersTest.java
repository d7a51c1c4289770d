package dev.sessionkeeper.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// Watches over real connections.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InformersTest {
  private static final String ROUTES = "/apis/gateway.networking.k8s.io/v1/httproutes";
  private static final String ROUTES_OF_SHOP =
      "/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes";

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Changes<GenericKubernetesResource> names =
      new Changes<>(one -> seen.add(one.getMetadata().getName()), _ -> {});

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void close() {
    logger().detachAppender(log);
    client.close();
    vertx.close().await();
  }

  @Test
  void routesAreSeenThatAreThereAndThatComeLater() {
    api.put(ROUTES_OF_SHOP + "/first", route());
    try (var informers = new Informers(client, new Scope(Set.of()), nanos::get)) {

      informers.watchRoutes(names);

      assertThat(seen).containsExactly("first");
      api.put(ROUTES_OF_SHOP + "/second", route());
      await().untilAsserted(() -> assertThat(seen).containsExactly("first", "second"));
      assertThat(log.list).isEmpty();
    }
  }

  @Test
  void routesThatMayNotBeReadAreSaidOnceAndHoldUpNothing() {
    api.forbid(ROUTES);
    try (var informers = new Informers(client, new Scope(Set.of()), nanos::get)) {

      informers.watchRoutes(names);
      informers.watch(Watched.all(Pod.class), new Changes<>(_ -> {}, _ -> {}));

      assertThat(informers.healthy()).isTrue();
      assertThat(log.list)
          .extracting(ILoggingEvent::getMessage)
          .singleElement()
          .asString()
          .contains("grant list and watch of httproutes in gateway.networking.k8s.io");
    }
  }

  @Test
  void whatTheOperatorCannotDoWithoutIsTriedUntilItMayBeRead() throws Exception {
    api.forbid("/api/v1/pods");
    try (var informers = new Informers(client, new Scope(Set.of()), nanos::get)) {
      var watching =
          Thread.startVirtualThread(
              () -> informers.watch(Watched.all(Pod.class), new Changes<>(_ -> {}, _ -> {})));
      await().until(() -> log.list.size() > 1);
      assertThat(informers.healthy()).isFalse();

      api.allow("/api/v1/pods");

      watching.join();
      assertThat(informers.healthy()).isTrue();
    }
  }

  @Test
  void aWatchThatStaysDownIsNamedAfterAWhile() {
    try (var informers = new Informers(client, new Scope(Set.of()), nanos::get)) {
      informers.watch(Watched.all(Pod.class), new Changes<>(_ -> {}, _ -> {}));
      informers.watchRoutes(names);
      assertThat(informers.stalled()).isEmpty();

      api.forbid("/api/v1/pods");
      api.cut("/api/v1/pods");
      await().until(() -> log.list.size() > 1);

      assertThat(informers.stalled()).isEmpty();
      nanos.addAndGet(WatchGrace.GRACE.toNanos() + 1);
      assertThat(informers.stalled()).containsExactly("Pod");
      assertThat(informers.healthy()).isTrue();
      api.allow("/api/v1/pods");
      await().untilAsserted(() -> assertThat(informers.stalled()).isEmpty());
    }
  }

  /// A webhook that opened before all policies are known would admit pods without sidecar.
  @Test
  void theStartWaitsUntilTheLastObjectWasTold() throws Exception {
    for (var i = 0; i < 3; i++) {
      api.put("/api/v1/namespaces/shop/pods/pod-" + i, new JsonObject().put("kind", "Pod"));
    }
    var gate = new CountDownLatch(1);
    var told = new AtomicInteger();
    try (var informers = new Informers(client, new Scope(Set.of()), nanos::get)) {
      var watching =
          Thread.startVirtualThread(
              () ->
                  informers.watch(
                      Watched.all(Pod.class), new Changes<>(behind(gate, told), _ -> {})));
      await().until(informers::healthy);

      await().during(Duration.ofMillis(300)).until(watching::isAlive);
      gate.countDown();

      watching.join();
      assertThat(told).hasValue(3);
    }
  }

  private static Consumer<Pod> behind(CountDownLatch gate, AtomicInteger told) {
    return _ -> {
      try {
        gate.await();
        told.incrementAndGet();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Informers.class);
  }

  private static JsonObject route() {
    return new JsonObject()
        .put("apiVersion", "gateway.networking.k8s.io/v1")
        .put("kind", "HTTPRoute")
        .put("spec", new JsonObject());
  }
}
