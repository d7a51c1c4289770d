package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A namespace whose Pod Security level is `restricted`, and a pod with a user id of the cluster's
/// choice and a read-only root file system.
@ExtendWith(OnCluster.class)
final class RestrictedStory {
  private static final Map<String, String> RESTRICTED =
      Map.of("pod-security.kubernetes.io/enforce", "restricted");
  private static final String POD_SECURITY =
      "securityContext: {runAsNonRoot: true, runAsUser: 1000720000, fsGroup: 1000720000,"
          + " seccompProfile: {type: RuntimeDefault}}";
  private static final String CONTAINER_SECURITY =
      "securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true,"
          + " capabilities: {drop: [ALL]}}";

  private final Platform platform;

  RestrictedStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O9 injected pods run in a restricted namespace, and Redirect is refused there")
  void o9_injectedPodsRunInARestrictedNamespaceAndRedirectIsRefusedThere() {
    try (var shop = platform.namespace("restricted", RESTRICTED)) {
      var project = platform.project();
      shop.apply(Policy.of("web", project).yaml());
      shop.apply(Policy.of("other", project).withTraffic("port: 3000, takeover: Redirect").yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.policy("other").soon("Accepted: RedirectNotAllowed");

      var container =
          EchoApp.container().replace("{name: app,", "{name: app, " + CONTAINER_SECURITY + ",");
      var deployment = EchoApp.deployment("web", container);
      shop.apply(
          deployment.replace("spec: {containers", "spec: {" + POD_SECURITY + ", containers"));
      assertThat(Sidecars.of(shop.readyPod("web"))).hasSize(1);
      var session = project.expiredSession();
      var answer = shop.site("web").get("/", project.header(session));

      assertThat(answer.session(project.cookie())).isPresent();
      assertThat(shop.applying(EchoApp.pod("other")).output()).contains("NET_ADMIN", "MoveApp");
    }
  }
}
