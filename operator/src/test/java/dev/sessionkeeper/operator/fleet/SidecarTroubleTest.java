package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarTroubleTest {

  @Test
  void aPodWithoutSidecarHasNone() {
    assertThat(SidecarTrouble.of(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state: {running: {}}\nlastState: {terminated: {exitCode: 70, message: a bug}}",
        "state: {waiting: {reason: PodInitializing}}\nlastState: {}",
        "state: {waiting: {reason: ContainerCreating}}\nlastState: {}",
        "state: {waiting: {}}\nlastState: {}",
      })
  void oneThatRunsOrIsAboutToHasNone(String status) {
    assertThat(trouble(status)).isEmpty();
  }

  @Test
  void whatKeepsTheKubeletFromStartingItIsTold() {
    assertThat(trouble("state: {waiting: {reason: CreateContainerError}}\nlastState: {}"))
        .contains(new PodFacts.Trouble("CreateContainerError", "no message"));
  }

  /// The sidecar's own words, and the way out.
  @Test
  @DisplayName("O16 a port that is taken is the application's")
  void aPortThatIsTakenIsTheApplications() {
    assertThat(
            ended(
                "{exitCode: 69, message: \"Port 3000 on 0.0.0.0\\n (listener.port)  is in use:\"}"))
        .contains(
            new PodFacts.Trouble(
                "AppPortNotListening",
                "Port 3000 on 0.0.0.0 (listener.port) is in use: The application seems to ignore"
                    + " the variable of its port: name the right one (traffic.portVariable), or"
                    + " take over by Redirect."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Port 9181 on 0.0.0.0 (listener.port) is in use: stop the program that listens there.",
        "Port 9180 on 0.0.0.0 (admin.port) is in use: stop the program that listens there."
      })
  void aPortOfItsOwnIsToldInItsOwnWords(String sentence) {
    assertThat(ended("{exitCode: 69, message: \"%s\"}".formatted(sentence)))
        .contains(new PodFacts.Trouble("PortUnavailable", sentence));
  }

  /// MoveApp with an application on port 80, say.
  @Test
  void aPortThatOnlyRootMayOpenIsToldWithTheWaysOut() {
    assertThat(
            ended(
                "{exitCode: 69, message: \"Port 80 on 0.0.0.0 (listener.port) may not be opened by"
                    + " this user: choose a port above 1023.\"}"))
        .hasValueSatisfying(
            trouble -> {
              assertThat(trouble.reason()).isEqualTo("PrivilegedPort");
              assertThat(trouble.message())
                  .contains("net.ipv4.ip_unprivileged_port_start", "Redirect");
            });
  }

  @Test
  void lackOfMemoryIsToldWithWhatToRaise() {
    assertThat(ended("{exitCode: 137, reason: OOMKilled}"))
        .contains(
            new PodFacts.Trouble(
                "OOMKilled",
                "it needed more memory than it may have: raise"
                    + " spec.sidecar.resources.limits.memory"));
  }

  @Test
  void anyOtherEndIsToldWithItsCode() {
    assertThat(ended("{exitCode: 64, message: \"sidecar.json: wrong\"}"))
        .contains(
            new PodFacts.Trouble(
                "SidecarNotRunning", "it ended with code 64: sidecar.json: wrong"));
    assertThat(ended("{exitCode: 137}"))
        .contains(
            new PodFacts.Trouble(
                "SidecarNotRunning", "it ended with code 137: it left no message"));
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(ended("{exitCode: 1, message: \"%s\"}".formatted("x".repeat(300))))
        .map(PodFacts.Trouble::message)
        .contains("it ended with code 1: " + "x".repeat(300));
    assertThat(ended("{exitCode: 1, message: \"%s\"}".formatted("x".repeat(301))))
        .map(PodFacts.Trouble::message)
        .contains("it ended with code 1: " + "x".repeat(300) + "...");
  }

  private static Optional<PodFacts.Trouble> ended(String terminated) {
    return trouble(
        "state: {waiting: {reason: CrashLoopBackOff}}\nlastState: {terminated: %s}"
            .formatted(terminated));
  }

  private static Optional<PodFacts.Trouble> trouble(String status) {
    return SidecarTrouble.of(
        Optional.of(
            Serialization.unmarshal("name: sessionkeeper\n" + status, ContainerStatus.class)));
  }
}
