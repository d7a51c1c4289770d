package dev.sessionkeeper.helm;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The chart as Helm renders it.
final class Chart {
  static final Path FOLDER = Path.of("sessionkeeper");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Map<String, List<HasMetadata>> OBJECTS = new ConcurrentHashMap<>();

  private Chart() {}

  /// The manifests with the values of `values`, YAML that overrides the chart's own.
  static String rendered(String values) {
    return rendered("sessionkeeper", "sessionkeeper", values);
  }

  static String rendered(String release, String namespace, String values) {
    return rendered(FOLDER, release, namespace, values);
  }

  static String rendered(Path folder, String release, String namespace, String values) {
    var file = temporary(values);
    try {
      return new Helm(folder)
          .template()
          .withName(release)
          .withNamespace(namespace)
          .withKubeVersion("1.34.0")
          .withValuesFile(file)
          .call();
    } finally {
      file.toFile().delete();
    }
  }

  /// The manifests as objects.
  static List<HasMetadata> objects(String values) {
    return OBJECTS.computeIfAbsent(values, key -> objectsIn(rendered(key)));
  }

  /// The objects of a multi-document YAML; documents that hold comments only are none.
  static List<HasMetadata> objectsIn(String manifests) {
    return documents(manifests).stream().map(Chart::object).toList();
  }

  static List<String> documents(String manifests) {
    return Arrays.stream(manifests.split("(?m)^---\\s*$"))
        .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !comment(line)))
        .toList();
  }

  static HasMetadata object(String document) {
    HasMetadata object = YAML.unmarshal(document);
    return object;
  }

  /// The only object of a kind.
  static <T extends HasMetadata> T only(Class<T> kind, String values) {
    return all(kind, values).getFirst();
  }

  static <T extends HasMetadata> List<T> all(Class<T> kind, String values) {
    return objects(values).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static boolean comment(String line) {
    return line.startsWith("#");
  }

  private static Path temporary(String values) {
    try {
      var file = Files.createTempFile("values", ".yaml");
      return Files.writeString(file, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
