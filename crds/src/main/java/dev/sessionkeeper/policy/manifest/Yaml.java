package dev.sessionkeeper.policy.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads YAML, of which JSON is a part, as a Jackson tree. A key that stands twice is refused, and
/// so are aliases of collections, which could make a small file endless.
final class Yaml {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CHARACTERS = 1 << 20;

  private Yaml() {}

  /// Reads the one document of a text.
  ///
  /// @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if the text is no such document
  static JsonNode read(String text) {
    var settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    return JSON.valueToTree(new Load(settings).loadFromString(text));
  }
}
