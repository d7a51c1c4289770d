package dev.sessionkeeper.operator.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A golden folder: `pod.yaml`, `injection.yaml`, and `expected.yaml` or `decision.txt`.
record InjectionCase(Path folder) {
  static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();
  private static final Path ROOT = Path.of("src/test/resources/injection");

  static Stream<InjectionCase> all() throws IOException {
    try (var folders = Files.list(ROOT)) {
      return folders.sorted().toList().stream().map(InjectionCase::new);
    }
  }

  static InjectionCase named(String name) {
    return new InjectionCase(ROOT.resolve(name));
  }

  Pod pod() throws IOException {
    return YAML.readValue(Files.readString(folder.resolve("pod.yaml")), Pod.class);
  }

  Injection injection() throws IOException {
    var tree = YAML.readTree(Files.readString(folder.resolve("injection.yaml")));
    var secrets = new ArrayList<Injection.SecretKey>();
    tree.path("secrets")
        .forEach(s -> secrets.add(new Injection.SecretKey(text(s, "secret"), text(s, "key"))));
    if (secrets.isEmpty()) {
      secrets.add(new Injection.SecretKey("supabase", "publishable-key"));
    }
    return new Injection(
        "web",
        "sessionkeeper-operator 0.1.0",
        new Injection.Sidecar(
            "sessionkeeper/sidecar:0.1.0",
            "IfNotPresent",
            Map.of("cpu", "25m", "memory", "64Mi"),
            Map.of("memory", "128Mi")),
        takeover(tree.path("takeover")),
        tree.path("appContainer").asText(),
        "sessionkeeper-web",
        secrets,
        Injection.Kind.valueOf(tree.path("kind").asText("NATIVE")));
  }

  InjectionDecision decision() throws IOException {
    return InjectionDecision.of(pod(), injection());
  }

  Path expected() {
    return folder.resolve("expected.yaml");
  }

  Path decisionText() {
    return folder.resolve("decision.txt");
  }

  List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  private static Takeover takeover(JsonNode node) {
    var port = node.path("port").asInt();
    return switch (text(node, "kind")) {
      case "MoveApp" ->
          new Takeover.MoveApp(
              port, node.path("appPort").asInt(), text(node, "portVariable"), bind(node));
      case "Redirect" ->
          new Takeover.Redirect(
              port, node.path("listener").asInt(), text(node, "image"), "IfNotPresent");
      case "Manual" -> new Takeover.Manual(port, node.path("listener").asInt());
      default -> throw new IllegalArgumentException("takeover.kind");
    };
  }

  private static Optional<Takeover.Variable> bind(JsonNode node) {
    var bind = node.path("bind");
    return bind.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Takeover.Variable(text(bind, "name"), text(bind, "value")));
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText();
  }
}
