package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.StatusRules;
import dev.sessionkeeper.operator.store.Events;
import dev.sessionkeeper.operator.telemetry.FleetTelemetry;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.policy.resource.PolicyCondition;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import dev.sessionkeeper.policy.resource.SessionPolicyStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at one policy: its ConfigMap, its webhook entry, its pods, its status, its roll-out. No
/// finalizer: the ConfigMap goes with its owner, and the entry of a policy that is gone is swept.
public final class PolicyReconciler implements Reconciler<SessionPolicy> {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyReconciler.class);

  private final SimpleInboundEventSource<SessionPolicy> triggers;
  private final PolicyWork work;
  private final FleetTelemetry telemetry;
  private final Events events;

  public PolicyReconciler(
      SimpleInboundEventSource<SessionPolicy> triggers,
      PolicyWork work,
      FleetTelemetry telemetry,
      Events events) {
    this.triggers = triggers;
    this.work = work;
    this.telemetry = telemetry;
    this.events = events;
  }

  @Override
  public List<EventSource<?, SessionPolicy>> prepareEventSources(
      EventSourceContext<SessionPolicy> context) {
    return List.of(triggers);
  }

  @Override
  public UpdateControl<SessionPolicy> reconcile(
      SessionPolicy policy, Context<SessionPolicy> context) {
    var began = work.nanos();
    var key = keyOf(policy);
    if (!work.knows(key)) {
      // It was deleted meanwhile, or its pods are not counted yet, which is told.
      return UpdateControl.noUpdate();
    }
    var about = Events.about(policy);
    var terms = work.write(policy);
    var picture = work.picture(policy, terms);
    var before = Optional.ofNullable(policy.getStatus());
    var step = work.rollOut(policy, about, picture);
    var status = StatusRules.of(picture, step, before, work.now());
    StatusRules.turned(status, before).forEach(condition -> tell(about, condition));
    telemetry.rolledOut(key, step);
    telemetry.reconciled(key, status, Duration.ofNanos(work.nanos() - began));
    return before.map(SessionPolicyStatus::withoutRefusal).filter(status::equals).isPresent()
        ? UpdateControl.noUpdate()
        : UpdateControl.patchStatus(withStatus(policy, status));
  }

  @Override
  public ErrorStatusUpdateControl<SessionPolicy> updateErrorStatus(
      SessionPolicy policy, Context<SessionPolicy> context, Exception failure) {
    telemetry.failed();
    var reason = String.valueOf(failure.getMessage());
    LOG.atWarn()
        .setCause(failure)
        .addKeyValue(LogKeys.NAMESPACE, policy.getMetadata().getNamespace())
        .addKeyValue(LogKeys.POLICY, policy.getMetadata().getName())
        .addKeyValue(LogKeys.REASON, reason)
        .log("looking at a policy failed and is tried again");
    events.tell(Events.about(policy), Events.Type.WARNING, "OperatorFailed", reason);
    return ErrorStatusUpdateControl.noStatusUpdate();
  }

  private void tell(ObjectReference about, PolicyCondition condition) {
    var type =
        condition.status() == PolicyCondition.Status.FALSE
            ? Events.Type.WARNING
            : Events.Type.NORMAL;
    events.tell(about, type, condition.reason(), condition.message());
  }

  private static PolicyKey keyOf(SessionPolicy policy) {
    return new PolicyKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }

  /// Server-side apply of the status alone.
  private static SessionPolicy withStatus(SessionPolicy policy, SessionPolicyStatus status) {
    var meta = policy.getMetadata();
    var patch = new SessionPolicy();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(meta.getNamespace())
            .withName(meta.getName())
            .build());
    patch.setStatus(status);
    return patch;
  }
}
