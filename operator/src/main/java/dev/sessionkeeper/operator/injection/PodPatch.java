package dev.sessionkeeper.operator.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.zjsonpatch.JsonDiff;

/// The JSON patch (RFC 6902) that turns one pod into another.
///
/// Both sides go through the same model, so members that the model does not know stay on both and
/// are no difference.
public final class PodPatch {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PodPatch() {}

  /// An array of operations; empty for equal pods.
  public static JsonNode of(Pod before, Pod after) {
    return JsonDiff.asJson(JSON.valueToTree(before), JSON.valueToTree(after));
  }
}
