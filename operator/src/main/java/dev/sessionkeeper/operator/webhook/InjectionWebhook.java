package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.injection.InjectionDecision;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.telemetry.AdmissionTelemetry;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers one admission review. The only place of the webhook that catches everything: whatever
/// goes wrong is status 500, for which the API server applies the policy's failure policy.
public final class InjectionWebhook {
  private static final Logger LOG = LoggerFactory.getLogger(InjectionWebhook.class);

  private final PolicyIndex policies;
  private final Latecomers latecomers;
  private final AdmissionTelemetry telemetry;
  private final DecisionListener listener;
  private final LongSupplier nanos;

  /// @param latecomers for policies that are not in the index yet
  /// @param nanos a monotonic clock in nanoseconds
  public InjectionWebhook(
      PolicyIndex policies,
      Latecomers latecomers,
      AdmissionTelemetry telemetry,
      DecisionListener listener,
      LongSupplier nanos) {
    this.policies = policies;
    this.latecomers = latecomers;
    this.telemetry = telemetry;
    this.listener = listener;
    this.nanos = nanos;
  }

  /// What is sent back.
  record Reply(int status, String type, String body) {
    static Reply review(String json) {
      return new Reply(200, "application/json", json);
    }

    static Reply problem(int status, String sentence) {
      return new Reply(status, "text/plain; charset=utf-8", sentence + "\n");
    }
  }

  /// Whether reviews because of a policy can be answered at once.
  boolean knows(PolicyKey policy) {
    return policies.knows(policy.namespace(), policy.name());
  }

  /// Answers a review because of a policy that is not known here. One that is gone selects nothing;
  /// one that cannot be looked up may select the pod, so that the API server is told to fail.
  /// Blocks.
  Reply answer(PolicyKey policy, byte[] body) {
    try {
      latecomers.learn(policy);
    } catch (KubernetesClientException e) {
      telemetry.failed();
      LOG.atWarn()
          .addKeyValue(LogKeys.NAMESPACE, policy.namespace())
          .addKeyValue(LogKeys.POLICY, policy.name())
          .addKeyValue(LogKeys.REASON, String.valueOf(e.getMessage()))
          .log("a policy that a pod was reviewed for could not be looked up");
      return Reply.problem(
          503, "SessionPolicy %s is not known here yet: try again".formatted(policy.name()));
    }
    return answer(body);
  }

  Reply answer(byte[] body) {
    try {
      return switch (AdmissionRequest.read(body)) {
        case AdmissionRequest.Reading.Unreadable(var why) -> Reply.problem(400, why);
        case AdmissionRequest.Reading.Request(var request) -> Reply.review(answer(request));
      };
    } catch (Exception e) {
      telemetry.failed();
      LOG.atError().setCause(e).log("a bug kept a pod from being judged");
      return Reply.problem(500, "the pod could not be judged because of a bug: see the log");
    }
  }

  private String answer(AdmissionRequest request) {
    return request
        .pod()
        .map(pod -> judged(request, pod))
        .orElseGet(() -> AdmissionAnswer.pass(request));
  }

  private String judged(AdmissionRequest request, Pod pod) {
    var began = nanos.getAsLong();
    var decision = Admission.decide(request.namespace(), pod, policies);
    var answer = AdmissionAnswer.of(request, pod, decision);
    telemetry.decided(decision, Duration.ofNanos(nanos.getAsLong() - began));
    if (!request.dryRun()) {
      listener.decided(request.namespace(), pod, decision);
    }
    say(request, pod, decision);
    return answer;
  }

  private static void say(AdmissionRequest request, Pod pod, InjectionDecision decision) {
    var line =
        switch (decision) {
          case InjectionDecision.Inject(var policy, _) ->
              LOG.atInfo()
                  .addKeyValue(LogKeys.DECISION, "injected")
                  .addKeyValue(LogKeys.POLICY, policy);
          case InjectionDecision.Skip(var reason) ->
              LOG.atDebug()
                  .addKeyValue(LogKeys.DECISION, "skipped")
                  .addKeyValue(LogKeys.REASON, reason.spelling());
          case InjectionDecision.Refuse(var refusal) ->
              LOG.atWarn()
                  .addKeyValue(LogKeys.DECISION, "refused")
                  .addKeyValue(LogKeys.REASON, refusal.reason().spelling());
        };
    line.addKeyValue(LogKeys.NAMESPACE, request.namespace())
        .addKeyValue(LogKeys.POD, nameOf(pod))
        .addKeyValue(LogKeys.DRY_RUN, request.dryRun())
        .log("a pod was judged");
  }

  /// A pod of a controller has no name yet.
  private static String nameOf(Pod pod) {
    var meta = pod.getMetadata();
    return Objects.requireNonNullElse(
        meta.getName(), Objects.requireNonNullElse(meta.getGenerateName(), "") + "*");
  }
}
