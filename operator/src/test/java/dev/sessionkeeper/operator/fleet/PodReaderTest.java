package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.policy.Selector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodReaderTest {
  private static final String INJECTED =
      """
      metadata:
        namespace: shop
        name: web-1
        uid: "1"
        labels: {app: web}
        annotations: {sessionkeeper.dev/policy: web, sessionkeeper.dev/shape: abc,
          sessionkeeper.dev/config-generation: "7"}
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: "2", controller: true}]
      spec:
        containers: [{name: app, ports: [{name: http, containerPort: 3000}]}]
      """;

  private final PolicyIndex policies = new PolicyIndex();

  @BeforeEach
  void know() {
    var selector = new Selector(Map.of("app", "web"), List.of());
    policies.put(new KnownPolicy("shop", "web", selector, Pods.ACCEPTED));
  }

  @Test
  void aRunningSidecarCanBeAsked() {
    var facts =
        read(
            INJECTED
                + """
                status:
                  phase: Running
                  podIP: 10.0.0.7
                  initContainerStatuses: [{name: sessionkeeper, state: {running: {}}}]
                """);

    assertThat(facts.askable()).isTrue();
    assertThat(facts.address()).contains("10.0.0.7");
    assertThat(facts.policy()).contains("web");
    assertThat(facts.configGeneration()).isEqualTo(7);
    assertThat(facts.ports()).isEqualTo(Map.of("http", 3000));
    assertThat(facts.owner().map(PodFacts.Owner::kind)).contains("ReplicaSet");
  }

  /// O16: with an ordinary container the application may have been first at its port.
  @Test
  void aSidecarThatFoundItsPortTakenSaysSo() {
    var facts =
        read(
            INJECTED
                + """
                status:
                  phase: Running
                  containerStatuses:
                    - name: sessionkeeper
                      state: {waiting: {reason: CrashLoopBackOff, message: back-off}}
                      lastState: {terminated: {exitCode: 69, message: "sidecar: Port 3000 is in use."}}
                """);

    assertThat(facts.trouble().map(PodFacts.Trouble::reason)).contains("AppPortNotListening");
    assertThat(facts.trouble().map(PodFacts.Trouble::message).orElse(""))
        .contains("Port 3000 is in use", "traffic.portVariable");
  }

  @Test
  void anImageThatCannotBePulledIsTold() {
    var facts =
        read(
            INJECTED
                + """
                status:
                  phase: Pending
                  initContainerStatuses:
                    - {name: sessionkeeper, state: {waiting: {reason: ImagePullBackOff, message: no such image}}, lastState: {}}
                """);

    assertThat(facts.trouble()).contains(new PodFacts.Trouble("ImagePullBackOff", "no such image"));
    assertThat(facts.life()).isEqualTo(PodFacts.Life.STARTING);
  }

  @Test
  void aPodThatIsToldToEndCountsNoMore() {
    assertThat(
            read(INJECTED.replace("  uid:", "  deletionTimestamp: now\n  uid:") + "status: {}")
                .life())
        .isEqualTo(PodFacts.Life.GONE);
  }

  /// O8: why a pod from before the policy would not be injected either.
  @Test
  void whatWouldKeepAPodFromBeingInjectedIsFound() {
    var naked = "metadata: {namespace: shop, name: a, uid: '3', labels: {app: web}}\nstatus: {}\n";

    assertThat(read(naked + "spec: {hostNetwork: true, containers: [{name: app}]}").obstacle())
        .map(PodFacts.Trouble::reason)
        .contains("HostNetwork");
    assertThat(read(naked + "spec: {containers: [{name: app}]}").obstacle())
        .isEqualTo(Optional.empty());
  }

  private PodFacts read(String yaml) {
    return new PodReader(policies).read(Serialization.unmarshal(yaml, Pod.class));
  }
}
