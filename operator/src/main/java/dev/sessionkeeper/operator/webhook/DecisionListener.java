package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.injection.InjectionDecision;
import io.fabric8.kubernetes.api.model.Pod;

/// Is told of decisions that people should see; never of a dry run. Must not block.
public interface DecisionListener {
  void decided(String namespace, Pod pod, InjectionDecision decision);
}
