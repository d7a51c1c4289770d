package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is rendered has no member that the API does not know.
class ModelTest {
  private static final String MODELS = "io.fabric8.kubernetes.api.model";

  /// Groups without a model: the project's own, the Prometheus operator's, cert-manager's.
  private static final Set<String> FOREIGN =
      Set.of("sessionkeeper.dev/v1alpha1", "monitoring.coreos.com/v1", "cert-manager.io/v1");

  static List<String> valueSets() {
    return ValueSets.names();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everyMemberIsOneOfTheApi(String values) throws ReflectiveOperationException {
    for (var object : Chart.objects(ValueSets.named(values))) {
      assertKnown(object, object.getKind() + " " + object.getMetadata().getName());
    }
  }

  private static void assertKnown(HasMetadata object, String path)
      throws ReflectiveOperationException {
    if (object instanceof GenericKubernetesResource) {
      assertThat(FOREIGN).as(path).contains(object.getApiVersion());
      return;
    }
    walk(object, path);
  }

  private static void walk(Object value, String path) throws ReflectiveOperationException {
    switch (value) {
      case Collection<?> items -> {
        for (var item : items) {
          walk(item, path + "[]");
        }
      }
      case Object model when model.getClass().getName().startsWith(MODELS) -> members(model, path);
      default -> assertThat(value).as(path).isNotNull();
    }
  }

  private static void members(Object model, String path) throws ReflectiveOperationException {
    for (Field field : model.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) || model instanceof Enum<?>) {
        continue;
      }
      field.setAccessible(true);
      var value = field.get(model);
      if (field.getName().equals("additionalProperties")) {
        assertThat((Map<?, ?>) value).as("%s: unknown members", path).isNullOrEmpty();
      } else if (value != null) {
        walk(value, path + "." + field.getName());
      }
    }
  }
}
