package dev.sessionkeeper.operator;

import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.operator.store.Rendering;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import dev.sessionkeeper.policy.translation.Placement;
import dev.sessionkeeper.policy.translation.Translation;
import java.util.List;

/// Renders a policy for sidecars in pods.
final class PolicyRendering implements Rendering {

  @Override
  public Rendered render(SessionPolicy policy) {
    var meta = policy.getMetadata();
    var reference =
        new SidecarConfig.PolicyReference(
            meta.getNamespace(), meta.getName(), meta.getGeneration());
    return switch (Translation.of(reference, policy.getSpec(), Placement.POD)) {
      case Translation.Usable(var config, _) -> new Rendered.Usable(config);
      case Translation.Refused(var problems) -> new Rendered.Refused(sentence(problems));
    };
  }

  private static String sentence(List<Problem> problems) {
    return String.join("; ", problems.stream().map(Problem::sentence).toList());
  }
}
