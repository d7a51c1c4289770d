package dev.sessionkeeper.operator.injection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The hash of what an injection puts into a pod.
///
/// Taken from what is rendered and not from the policy: an edit that changes no pod must not make
/// pods look outdated, and an operator that renders otherwise must.
final class Shape {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final int LENGTH = 16;

  private Shape() {}

  static String of(Injection injection) {
    var rendered =
        List.of(
            SidecarContainer.of(injection, Identity.OF_THE_IMAGE),
            SidecarVolumes.of(injection),
            injection.takeover().summary(),
            environment(injection.takeover()),
            redirect(injection.takeover()),
            injection.appContainer());
    return HexFormat.of().formatHex(sha256(json(rendered))).substring(0, LENGTH);
  }

  private static List<Takeover.Variable> environment(Takeover takeover) {
    return takeover instanceof Takeover.MoveApp move ? AppEnvironment.variables(move) : List.of();
  }

  private static List<?> redirect(Takeover takeover) {
    return takeover instanceof Takeover.Redirect redirect
        ? List.of(RedirectContainer.of(redirect))
        : List.of();
  }

  private static byte[] json(Object rendered) {
    try {
      return JSON.writeValueAsString(rendered).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("models of Kubernetes are JSON", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
