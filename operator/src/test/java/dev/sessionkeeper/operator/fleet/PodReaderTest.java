package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.policy.Selector;
import dev.sessionkeeper.operator.policy.Terms;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        initContainers: [{name: sessionkeeper}]
        containers: [{name: app, ports: [{name: http, containerPort: 3000}]}]
      """;

  private static final String NAKED =
      """
      metadata: {namespace: shop, name: a, uid: "3", labels: {app: web}}
      spec: {containers: [{name: app}]}
      status: {}
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

  /// With an ordinary container the application may have been first at its port.
  @Test
  @DisplayName("O16 a sidecar that found its port taken says so")
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
                      lastState: {terminated: {exitCode: 69, message: "sidecar: Port 3000 on 0.0.0.0 (listener.port) is in use: stop it."}}
                """);

    assertThat(facts.trouble().map(PodFacts.Trouble::reason)).contains("AppPortNotListening");
    assertThat(facts.trouble().map(PodFacts.Trouble::message).orElse(""))
        .contains("(listener.port) is in use", "traffic.portVariable");
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

  /// Why a pod from before the policy would not be injected either.
  @Test
  @DisplayName("O8 what would keep a pod from being injected is found")
  void whatWouldKeepAPodFromBeingInjectedIsFound() {
    var naked = "metadata: {namespace: shop, name: a, uid: '3', labels: {app: web}}\nstatus: {}\n";

    assertThat(read(naked + "spec: {hostNetwork: true, containers: [{name: app}]}").obstacle())
        .map(PodFacts.Trouble::reason)
        .contains("HostNetwork");
    assertThat(read(naked + "spec: {containers: [{name: app}]}").obstacle())
        .isEqualTo(Optional.empty());
  }

  @Test
  @DisplayName("O4 several policies are an obstacle with all names")
  void severalPoliciesAreAnObstacleWithAllNames() {
    policies.put(
        new KnownPolicy(
            "shop", "also", new Selector(Map.of("app", "web"), List.of()), Pods.ACCEPTED));

    assertThat(read(NAKED).obstacle())
        .contains(
            new PodFacts.Trouble(
                "AmbiguousPolicy", "several SessionPolicies select it: also, web"));
  }

  /// What is wrong with the policy is told of the policy.
  @Test
  @DisplayName("O11 a policy that is not accepted is no obstacle of the pod")
  void aPolicyThatIsNotAcceptedIsNoObstacleOfThePod() {
    policies.remove("shop", "web");
    policies.put(
        new KnownPolicy(
            "shop",
            "web",
            new Selector(Map.of("app", "web"), List.of()),
            new Terms.Unaccepted("Invalid", "it is bad")));

    assertThat(read(NAKED).obstacle()).isEmpty();
  }

  @Test
  void aPodThatOptedOutSaysSo() {
    var out = NAKED.replace("{app: web}", "{app: web, sessionkeeper.dev/inject: 'false'}");

    assertThat(read(out).obstacle()).map(PodFacts.Trouble::reason).contains("OptedOut");
  }

  @Test
  void aPodOfNoPolicyHasNoObstacle() {
    assertThat(read(NAKED.replace("app: web", "app: api")).obstacle()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "x7, -1", "'', -1", "-7, -1", "9999999999999999999, -1"})
  void aGenerationThatIsNoNumberCountsAsNone(String written, long read) {
    assertThat(
            read(INJECTED.replace("\"7\"", "\"" + written + "\"") + "status: {}")
                .configGeneration())
        .isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({"Succeeded, GONE", "Failed, GONE", "Pending, STARTING", "Running, STARTING"})
  void aPodThatEndedIsGone(String phase, PodFacts.Life life) {
    assertThat(read(INJECTED + "status: {phase: %s}".formatted(phase)).life()).isEqualTo(life);
  }

  @Test
  void onlyAControllerOwnsAPod() {
    var owned = INJECTED.replace("controller: true", "controller: false");

    assertThat(read(owned + "status: {}").owner()).isEmpty();
  }

  @Test
  void portsWithoutNameAreNoMatter() {
    var ports = INJECTED.replace("{name: http, containerPort: 3000}", "{containerPort: 3000}");

    assertThat(read(ports + "status: {}").ports()).isEmpty();
  }

  @Test
  void anAnnotationWithoutTheContainerIsNoSidecar() {
    var copied = INJECTED.replace("[{name: sessionkeeper}]", "[]") + "status: {}";
    var ordinary = copied.replace("[{name: app,", "[{name: sessionkeeper}, {name: app,");

    assertThat(read(INJECTED + "status: {}").injected()).isTrue();
    assertThat(read(copied).injected()).isFalse();
    assertThat(read(ordinary).injected()).isTrue();
  }

  @Test
  void portsOfTheNodeAreReadWithWhereTheyLeadTo() {
    var ports =
        INJECTED.replace(
            "{name: http, containerPort: 3000}",
            "{containerPort: 3000, hostPort: 80}, {containerPort: 3001},"
                + " {containerPort: 53, hostPort: 53, protocol: UDP}");

    assertThat(read(ports + "status: {}").hostPorts()).isEqualTo(Map.of(80, 3000));
  }

  private PodFacts read(String yaml) {
    return new PodReader(policies).read(Serialization.unmarshal(yaml, Pod.class));
  }
}
