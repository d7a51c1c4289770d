package dev.sessionkeeper.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.injection.Injection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceRulesTest {

  /// The default limit stays where somebody raises the request alone.
  @Test
  void aRequestAboveItsLimitIsToldWithWhatToRaise() {
    assertThat(broken(Map.of("memory", "256Mi"), Map.of("memory", "192Mi")))
        .contains(
            new Terms.Unaccepted(
                "Invalid",
                "spec.sidecar.resources.requests.memory: expected at most the limit of 192Mi, found"
                    + " 256Mi: raise spec.sidecar.resources.limits.memory"));
  }

  @ParameterizedTest
  @CsvSource({"cpu, 1500m, 1", "cpu, 2, 1500m", "memory, 1Gi, 1000Mi", "memory, 1M, 999k"})
  void quantitiesAreComparedByWhatTheyMean(String resource, String request, String limit) {
    assertThat(broken(Map.of(resource, request), Map.of(resource, limit))).isPresent();
    assertThat(broken(Map.of(resource, limit), Map.of(resource, request))).isEmpty();
  }

  @Test
  void theSameAmountIsAllowedAndSoIsNoLimit() {
    assertThat(broken(Map.of("cpu", "1000m"), Map.of("cpu", "1"))).isEmpty();
    assertThat(broken(Map.of("cpu", "8"), Map.of("memory", "1Mi"))).isEmpty();
  }

  private static Optional<Terms> broken(Map<String, String> requests, Map<String, String> limits) {
    return ResourceRules.broken(new Injection.Sidecar("image", "Always", requests, limits));
  }
}
