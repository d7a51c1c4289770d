package dev.sessionkeeper.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON objects as they come over sockets.
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  /// @throws IllegalArgumentException if the text is no JSON object; never quotes it
  static ObjectNode read(String text) {
    try {
      return MAPPER.readValue(text, ObjectNode.class);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalArgumentException("expected a JSON object", e);
    }
  }
}
