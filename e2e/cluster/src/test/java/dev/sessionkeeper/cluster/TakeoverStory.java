package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The three ways in which requests come to the sidecar, and that none leads around it.
@ExtendWith(OnCluster.class)
final class TakeoverStory {
  private final Platform platform;

  TakeoverStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void requestsComeToTheSidecarByEachTakeover() {
    try (var shop = platform.namespace("takeovers")) {
      var project = platform.project();
      shop.apply(Policy.of("move", project).withTraffic("port: 3000, bindVariable: BIND").yaml());
      shop.apply(
          Policy.of("redirect", project).withTraffic("port: 3000, takeover: Redirect").yaml());
      shop.apply(Policy.of("manual", project).withTraffic("port: 3000, takeover: Manual").yaml());
      for (var app : new String[] {"move", "redirect", "manual"}) {
        shop.policy(app).soon("Accepted: Accepted");
      }
      shop.apply(EchoApp.deployment("move"));
      shop.apply(EchoApp.deployment("redirect"));
      shop.apply(EchoApp.deployment("manual"));
      shop.apply(EchoApp.service("manual", 9181));

      refreshes(shop, "move", 13_000, "Covered");
      refreshes(shop, "redirect", 3000, "Covered");
      refreshes(shop, "manual", 3000, "CoveredByServices");
      nobodyGoesAround(shop);
    }
  }

  private void refreshes(Namespace shop, String app, int port, String covered) {
    shop.readyPod(app);
    var project = platform.project();
    var session = project.expiredSession();

    var answer = shop.site(app).get("/page", project.header(session));

    var refreshed = answer.session(project.cookie()).orElseThrow(() -> new AssertionError(answer));
    assertThat(answer.body())
        .contains("\"state\":\"refreshed\"", "\"port\":" + port, refreshed.encode());
    shop.policy(app).soon("Current: Current").soon("TrafficCovered: " + covered);
  }

  /// Another pod that asks the moved application's own port, or the redirected one's.
  private static void nobodyGoesAround(Namespace shop) {
    var moved = shop.readyPod("move").getStatus().getPodIP();
    var redirected = shop.readyPod("redirect").getStatus().getPodIP();

    assertThat(shop.curl("http://" + redirected + ":3000/")).contains("\"state\":\"anonymous\"");
    assertThat(shop.curling("http://" + moved + ":13000/").output()).contains("curl: (7)");
  }
}
