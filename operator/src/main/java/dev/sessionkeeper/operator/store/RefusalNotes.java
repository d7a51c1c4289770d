package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.Refusals;
import dev.sessionkeeper.operator.fleet.RefusedPod;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import dev.sessionkeeper.policy.resource.SessionPolicyStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes refused pods in the status of their policy, from whichever replica refused them: the
/// leader watches policies anyway, and needs to ask nobody.
public final class RefusalNotes {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalNotes.class);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Refusals refusals;
  private final Consumer<PolicyKey> changed;

  /// @param changed is told of policies for which a refusal was noted
  public RefusalNotes(KubernetesClient client, Refusals refusals, Consumer<PolicyKey> changed) {
    this.client = client;
    this.refusals = refusals;
    this.changed = changed;
  }

  /// Notes a pod, unless the same was noted a short time ago. Blocks.
  void note(PolicyKey policy, RefusedPod refused) {
    if (refusals.take(policy, refused) && wrote(policy, refused)) {
      changed.accept(policy);
    }
  }

  private boolean wrote(PolicyKey policy, RefusedPod refused) {
    try {
      write(policy, refused.told());
      return true;
    } catch (KubernetesClientException e) {
      refusals.giveBack(policy, refused);
      // Deleted meanwhile.
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        LOG.atWarn()
            .addKeyValue(LogKeys.NAMESPACE, policy.namespace())
            .addKeyValue(LogKeys.POLICY, policy.name())
            .addKeyValue(LogKeys.REASON, String.valueOf(e.getMessage()))
            .log(
                "a refused pod could not be noted in its policy's status and will be when it comes again");
      }
      return false;
    }
  }

  /// An object and never a text, see [Workloads].
  private void write(PolicyKey policy, SessionPolicyStatus.LastRefusal told) {
    var change =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(HasMetadata.getApiVersion(SessionPolicy.class))
            .withKind(HasMetadata.getKind(SessionPolicy.class))
            .withNewMetadata()
            .withNamespace(policy.namespace())
            .withName(policy.name())
            .endMetadata()
            .addToAdditionalProperties("status", Map.of("lastRefusal", told))
            .build();
    client
        .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(SessionPolicy.class))
        .inNamespace(policy.namespace())
        .resource(change)
        .subresource("status")
        .patch(MERGE);
  }
}
