package dev.sessionkeeper.sidecar.supabase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The text members at the top level of a JSON object; everything else in it is skipped.
///
/// @param texts by name; of duplicates the last, as every JSON reader in this story does
record JsonMembers(Map<String, String> texts) {
  private static final JsonFactory JSON = new JsonFactory();

  JsonMembers {
    texts = Map.copyOf(texts);
  }

  /// Reads a body of any shape.
  ///
  /// @return empty where the body is no complete JSON object
  static Optional<JsonMembers> of(String body) {
    try (var parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      var texts = read(parser);
      return parser.nextToken() == null ? Optional.of(new JsonMembers(texts)) : Optional.empty();
    } catch (IOException e) {
      // Not JSON: an expected shape of answer, told by the empty result.
      return Optional.empty();
    }
  }

  private static Map<String, String> read(JsonParser parser) throws IOException {
    var texts = new HashMap<String, String>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, parser.getText());
      } else {
        texts.remove(name);
        parser.skipChildren();
      }
    }
    return texts;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }
}
