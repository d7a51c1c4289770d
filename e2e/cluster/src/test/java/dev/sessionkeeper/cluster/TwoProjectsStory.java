package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two teams with a Supabase project each, in namespaces of their own.
@ExtendWith(OnCluster.class)
final class TwoProjectsStory {
  private final Platform platform;

  TwoProjectsStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void eachTeamsSessionsAreRefreshedByItsOwnProjectAlone() {
    try (var shop = platform.namespace("two-projects-shop");
        var blog = platform.namespace("two-projects-blog")) {
      var ours = platform.project();
      var theirs = AuthServer.start(blog, "theirs");
      start(shop, ours);
      start(blog, theirs);

      refreshes(shop, ours);
      refreshes(blog, theirs);
      strangersPassAsTheyAre(shop, theirs);
      strangersPassAsTheyAre(blog, ours);
    }
  }

  private static void start(Namespace namespace, AuthServer project) {
    namespace.apply(Policy.of("web", project).yaml());
    namespace.policy("web").soon("Accepted: Accepted");
    namespace.apply(EchoApp.deployment("web"));
  }

  private static void refreshes(Namespace namespace, AuthServer project) {
    var pod = namespace.readyPod("web");
    assertThat(Sidecars.of(pod)).hasSize(1);
    var session = project.expiredSession();

    var answer = namespace.site("web").get("/", project.header(session));

    assertThat(answer.session(project.cookie())).isPresent();
    assertThat(project.tokenCalls(session)).isEqualTo(1);
  }

  /// The cookie of another project is a foreign cookie.
  private static void strangersPassAsTheyAre(Namespace namespace, AuthServer other) {
    var session = other.expiredSession();

    var answer = namespace.site("web").get("/", other.header(session));

    assertThat(answer.body()).contains(other.header(session));
    assertThat(answer.setCookies()).isEmpty();
    assertThat(other.tokenCalls(session)).isZero();
  }
}
