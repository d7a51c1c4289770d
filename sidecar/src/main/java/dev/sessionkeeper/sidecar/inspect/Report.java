package dev.sessionkeeper.sidecar.inspect;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was found out: sentences for people, facts for programs. Belongs to one thread.
public final class Report {
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> sentences = new ArrayList<>();

  Report() {}

  Report fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  Report say(String sentence) {
    sentences.add(sentence);
    return this;
  }

  /// The sentences, one a line.
  public String text() {
    return String.join("\n", sentences) + "\n";
  }

  /// The facts, and the sentences as `explanation`.
  public String json() {
    return new JsonObject(new LinkedHashMap<>(facts))
            .put("explanation", List.copyOf(sentences))
            .encodePrettily()
        + "\n";
  }
}
