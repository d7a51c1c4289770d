package dev.sessionkeeper.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.apiserver.SomeCluster;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadinessTest {
  private static final String POLICIES = "/apis/sessionkeeper.dev/v1alpha1/sessionpolicies";

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final OtherReplica replica = new OtherReplica(api.url(), new ArrayList<>());
  private final Readiness readiness = new Readiness(replica.informers());

  @BeforeEach
  void start() {
    new SomeCluster(1, 0, 0).fill(api);
    replica.start();
  }

  @AfterEach
  void close() {
    replica.close();
    vertx.close().await();
  }

  @Test
  void aReplicaIsReadyOnceTheWebhookIsOpenUntilItStops() {
    assertThat(readiness.look().reasons())
        .singleElement()
        .asString()
        .contains("not open yet", "in every webhook entry");
    readiness.opened();
    assertThat(readiness.look().ready()).isTrue();

    readiness.drain();

    assertThat(readiness.look().ready()).isFalse();
  }

  @Test
  void aReplicaThatHearsNoMoreOfPoliciesIsNotReady() {
    readiness.opened();

    fail(POLICIES);

    assertThat(readiness.look().ready()).isFalse();
    assertThat(readiness.look().reasons()).singleElement().asString().contains("SessionPolicy");
    api.allow(POLICIES);
    await().until(() -> readiness.look().ready());
  }

  /// Else nobody's pods could be created because, say, Ingresses may not be read any more.
  @Test
  void aReplicaThatHearsNoMoreOfOthersSaysSoAndIsReady() {
    readiness.opened();

    fail("/api/v1/services");

    assertThat(readiness.look().ready()).isTrue();
    assertThat(readiness.look().reasons()).singleElement().asString().contains("Service is down");
  }

  private void fail(String kind) {
    api.forbid(kind);
    api.cut(kind);
    await()
        .until(
            () -> {
              replica.advance(Duration.ofMinutes(5));
              return !replica.informers().stalled().isEmpty();
            });
  }
}
