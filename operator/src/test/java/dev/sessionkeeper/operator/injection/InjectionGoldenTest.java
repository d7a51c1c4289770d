package dev.sessionkeeper.operator.injection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// O5 to O8, each as a folder.
class InjectionGoldenTest {
  private static final boolean UPDATE = System.getProperty("golden", "").equals("update");

  static Stream<InjectionCase> all() throws IOException {
    return InjectionCase.all();
  }

  static Stream<InjectionCase> injected() throws IOException {
    return InjectionCase.all().filter(one -> Files.exists(one.expected()));
  }

  @ParameterizedTest(name = "O6 O7 O8 the decision is that of the folder {0}")
  @MethodSource("all")
  void theDecisionIsThatOfTheFolder(InjectionCase one) throws IOException {
    switch (one.decision()) {
      case InjectionDecision.Inject(_, var pod) -> assertPod(one, pod);
      case InjectionDecision.Skip(var reason) ->
          assertText(one, "skip " + reason.spelling() + ": " + reason.sentence());
      case InjectionDecision.Refuse(var refusal) ->
          assertText(one, "refuse " + refusal.reason().spelling() + ": " + refusal.message());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void noFileOfAFolderIsUnused(InjectionCase one) throws IOException {
    var outcome =
        one.decision() instanceof InjectionDecision.Inject ? "expected.yaml" : "decision.txt";

    assertThat(one.files()).containsExactlyInAnyOrder("pod.yaml", "injection.yaml", outcome);
  }

  @ParameterizedTest(name = "O5 injecting twice is injecting once: {0}")
  @MethodSource("injected")
  void injectingTwiceIsInjectingOnce(InjectionCase one) throws IOException {
    var once = pod(one.decision());

    var twice = pod(InjectionDecision.of(once, one.injection()));

    assertThat(PodPatch.of(once, twice)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("injected")
  void thePatchTurnsThePodIntoTheInjectedOne(InjectionCase one) throws IOException {
    var before = one.pod();
    var after = pod(one.decision());

    var patched = JsonPatch.apply(PodPatch.of(before, after), tree(before));

    assertThat(InjectionCase.YAML.readTree(patched.toString())).isEqualTo(tree(after));
  }

  private static void assertPod(InjectionCase one, Pod pod) throws IOException {
    if (UPDATE) {
      Files.writeString(one.expected(), InjectionCase.YAML.writeValueAsString(pod));
    }
    assertThat(tree(pod)).isEqualTo(InjectionCase.YAML.readTree(Files.readString(one.expected())));
  }

  private static void assertText(InjectionCase one, String text) throws IOException {
    if (UPDATE) {
      Files.writeString(one.decisionText(), text + "\n");
    }
    assertThat(List.of(text)).isEqualTo(Files.readAllLines(one.decisionText()));
  }

  /// By way of the text, so that numbers are of one type.
  private static JsonNode tree(Pod pod) throws IOException {
    return InjectionCase.YAML.readTree(InjectionCase.YAML.writeValueAsString(pod));
  }

  private static Pod pod(InjectionDecision decision) {
    return switch (decision) {
      case InjectionDecision.Inject(_, var pod) -> pod;
      case InjectionDecision.Skip(var reason) -> throw new AssertionError(reason);
      case InjectionDecision.Refuse(var refusal) -> throw new AssertionError(refusal.message());
    };
  }
}
