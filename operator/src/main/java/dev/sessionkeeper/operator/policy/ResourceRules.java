package dev.sessionkeeper.operator.policy;

import dev.sessionkeeper.operator.injection.Injection;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// What the API server asks of a container's resources. It looks at them after admission only, when
/// a pod that is refused leaves no trace with the policy.
public final class ResourceRules {
  private ResourceRules() {}

  /// Which rule the sidecar's resources break; empty if none.
  public static Optional<Terms> broken(Injection.Sidecar sidecar) {
    return sidecar.requests().entrySet().stream()
        .filter(request -> isAbove(request, sidecar.limits()))
        .findFirst()
        .map(request -> above(request, sidecar.limits().getOrDefault(request.getKey(), "")));
  }

  private static boolean isAbove(Map.Entry<String, String> request, Map<String, String> limits) {
    var limit = limits.get(request.getKey());
    return limit != null && amount(request.getValue()).compareTo(amount(limit)) > 0;
  }

  private static BigDecimal amount(String quantity) {
    return Quantity.getAmountInBytes(Quantity.parse(quantity));
  }

  private static Terms above(Map.Entry<String, String> request, String limit) {
    return new Terms.Unaccepted(
        "Invalid",
        "spec.sidecar.resources.requests.%s: expected at most the limit of %s, found %s: raise spec.sidecar.resources.limits.%s"
            .formatted(request.getKey(), limit, request.getValue(), request.getKey()));
  }
}
