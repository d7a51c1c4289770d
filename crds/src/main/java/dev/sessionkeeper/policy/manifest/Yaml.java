package dev.sessionkeeper.policy.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/// Reads YAML, of which JSON is a part, as a Jackson tree. A key that stands twice is refused;
/// aliases are not followed, as they could make a small file endless.
final class Yaml {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Yaml() {}

  /// Reads the one document of a text.
  ///
  /// @throws JsonProcessingException if the text is no such document
  static JsonNode read(String text) throws JsonProcessingException {
    return YAML.readTree(text);
  }
}
