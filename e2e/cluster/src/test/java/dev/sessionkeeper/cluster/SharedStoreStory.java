package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sessions.StoredSession;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two replicas of an application share a Redis that their policy names.
@ExtendWith(OnCluster.class)
final class SharedStoreStory {
  private static final int REPLICAS = 2;
  private static final int REQUESTS = 20;

  private final Platform platform;

  SharedStoreStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void r2_replicasRefreshEachSessionOnceAndGoOnWithoutTheStore() throws Exception {
    try (var shop = platform.namespace("shared-store")) {
      Redis.start(shop);
      shop.apply(Policy.of("web", platform.project()).with(Redis.SHARED_STORE).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(EchoApp.deployment("web"));
      shop.kubectl("scale", "deployment/web", "--replicas=" + REPLICAS);
      shop.kubectl("rollout", "status", "deployment/web", "--timeout=90s");
      shop.policy("web").soon("Current: Current");
      var session = platform.project().expiredSession();

      var answers = atOnce(shop, session);

      assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).contains("refreshed"));
      assertThat(newSessions(answers)).hasSize(1);
      assertThat(platform.project().tokenCalls(session)).isEqualTo(1);

      shop.kubectl("delete", "pod", "redis", "--wait");

      var another = platform.project().header(platform.project().expiredSession());
      assertThat(shop.site("web").get("/", another).body()).contains("refreshed");
    }
  }

  /// Half of the requests to one replica, half to the other.
  private List<Site.Answer> atOnce(Namespace shop, StoredSession session) throws Exception {
    var sites =
        shop.pods("app", "web").stream()
            .map(pod -> new Site(shop.forward(pod, EchoApp.PORT)))
            .toList();
    assertThat(sites).hasSize(REPLICAS);
    var cookie = platform.project().header(session);
    var requests =
        IntStream.range(0, REQUESTS)
            .<Callable<Site.Answer>>mapToObj(i -> () -> sites.get(i % REPLICAS).get("/", cookie))
            .toList();
    try (var threads = Executors.newFixedThreadPool(REQUESTS)) {
      return threads.invokeAll(requests).stream().map(answer -> answer.resultNow()).toList();
    }
  }

  private List<String> newSessions(List<Site.Answer> answers) {
    var cookie = platform.project().cookie();
    return answers.stream()
        .map(answer -> answer.session(cookie).orElseThrow().fingerprint())
        .distinct()
        .toList();
  }
}
