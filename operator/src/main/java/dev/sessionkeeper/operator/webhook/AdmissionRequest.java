package dev.sessionkeeper.operator.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.util.Optional;

/// What the API server asks about.
///
/// @param uid to be repeated in the answer
/// @param dryRun nothing may be left behind: no event, no count of pods
/// @param pod the pod that is to be created; empty for anything else, which passes
record AdmissionRequest(String uid, String namespace, boolean dryRun, Optional<Pod> pod) {
  private static final String VERSION = "admission.k8s.io/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What came of reading a body.
  sealed interface Reading {

    /// It is a request.
    record Request(AdmissionRequest request) implements Reading {}

    /// It is none.
    record Unreadable(String why) implements Reading {}
  }

  static Reading read(byte[] body) {
    try {
      return of(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return new Reading.Unreadable("expected an AdmissionReview, found text that is no JSON");
    } catch (IOException e) {
      return new Reading.Unreadable("expected an AdmissionReview, found nothing readable");
    }
  }

  private static Reading of(JsonNode review) throws JsonProcessingException {
    var request = review.path("request");
    var uid = request.path("uid").asText();
    if (!VERSION.equals(review.path("apiVersion").asText()) || uid.isEmpty()) {
      return new Reading.Unreadable(
          "expected an AdmissionReview of %s with a request".formatted(VERSION));
    }
    return new Reading.Request(
        new AdmissionRequest(
            uid,
            request.path("namespace").asText(),
            request.path("dryRun").asBoolean(),
            pod(request)));
  }

  /// The rules of the webhook let only these through; a pod that exists is never touched, as that
  /// would block its finalizers.
  private static Optional<Pod> pod(JsonNode request) throws JsonProcessingException {
    var creates = request.path("operation").asText().equals("CREATE");
    var kind = request.path("kind");
    var isPod = kind.path("kind").asText().equals("Pod") && kind.path("group").asText().isEmpty();
    if (!creates || !isPod || !request.path("subResource").asText().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(JSON.treeToValue(request.path("object"), Pod.class));
  }
}
