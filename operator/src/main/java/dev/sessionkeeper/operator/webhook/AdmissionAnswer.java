package dev.sessionkeeper.operator.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.operator.injection.InjectionDecision;
import dev.sessionkeeper.operator.injection.PodPatch;
import dev.sessionkeeper.operator.injection.SkipReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Writes a decision as an AdmissionReview.
final class AdmissionAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORBIDDEN = 403;
  private static final String SPEAKER = "sessionkeeper: ";

  private AdmissionAnswer() {}

  /// Anything that is no new pod passes.
  static String pass(AdmissionRequest request) {
    var review = review(request);
    response(review).put("allowed", true);
    return review.toString();
  }

  static String of(AdmissionRequest request, Pod before, InjectionDecision decision) {
    var review = review(request);
    switch (decision) {
      case InjectionDecision.Inject(_, var after) -> patch(response(review), before, after);
      case InjectionDecision.Skip(var reason) -> skip(response(review), reason);
      case InjectionDecision.Refuse(var refusal) ->
          response(review)
              .put("allowed", false)
              .putObject("status")
              .put("code", FORBIDDEN)
              .put("reason", "Forbidden")
              .put("message", SPEAKER + refusal.message());
    }
    return review.toString();
  }

  private static void patch(ObjectNode response, Pod before, Pod after) {
    response.put("allowed", true);
    var patch = PodPatch.of(before, after);
    if (patch.isEmpty()) {
      return;
    }
    var bytes = patch.toString().getBytes(StandardCharsets.UTF_8);
    response.put("patchType", "JSONPatch").put("patch", Base64.getEncoder().encodeToString(bytes));
  }

  private static void skip(ObjectNode response, SkipReason reason) {
    response.put("allowed", true);
    switch (reason) {
      // Nobody expects a sidecar there.
      case NO_POLICY, OPTED_OUT, MIRROR_POD -> {}
      case RUNS_TO_COMPLETION ->
          response.putArray("warnings").add(SPEAKER + "no sidecar: " + reason.sentence());
    }
  }

  private static ObjectNode review(AdmissionRequest request) {
    var review =
        JSON.createObjectNode()
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview");
    review.putObject("response").put("uid", request.uid());
    return review;
  }

  private static ObjectNode response(ObjectNode review) {
    return (ObjectNode) review.get("response");
  }
}
