package dev.sessionkeeper.operator.apiserver;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Objects by path, each with the version of its last change. Not safe for concurrent use.
final class StoredObjects {
  private final NavigableMap<String, Entry> entries = new TreeMap<>();
  private long version = 1;

  record Entry(ResourcePath path, long version, JsonObject object) {}

  long version() {
    return version;
  }

  Optional<Entry> get(ResourcePath path) {
    return Optional.ofNullable(entries.get(path.text()));
  }

  /// Puts an object in place of an earlier one.
  Entry put(ResourcePath path, JsonObject object) {
    var before = entries.get(path.text());
    var metadata = object.getJsonObject("metadata", new JsonObject());
    metadata.put("resourceVersion", Long.toString(++version));
    metadata.put("uid", before == null ? uid(metadata) : metaOf(before).getString("uid"));
    metadata.put("name", path.name().orElseThrow());
    path.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
    encodeSecret(object);
    var entry = new Entry(path, version, object.put("metadata", metadata));
    entries.put(path.text(), entry);
    return entry;
  }

  /// Whether somebody changed the object since this state of it was read.
  boolean isNewerThan(ResourcePath path, JsonObject read) {
    var seen = read.getJsonObject("metadata", new JsonObject()).getString("resourceVersion");
    return seen != null
        && get(path).filter(entry -> !seen.equals(Long.toString(entry.version()))).isPresent();
  }

  /// Merges an object into an earlier one: what server-side apply and merge patches have in common.
  Entry merge(ResourcePath path, JsonObject patch) {
    var before = entries.get(path.text());
    return put(path, before == null ? patch : merged(before.object().copy(), patch));
  }

  @Nullable Entry remove(ResourcePath path) {
    version++;
    return entries.remove(path.text());
  }

  /// Objects of a collection behind a path, in order of their paths.
  List<Entry> page(ResourcePath collection, String after, int most) {
    return entries.tailMap(after, false).values().stream()
        .filter(entry -> collection.holds(entry.path()))
        .limit(most)
        .toList();
  }

  /// Objects of a collection that changed after a version.
  List<Entry> since(ResourcePath collection, long seen) {
    return entries.values().stream()
        .filter(entry -> entry.version() > seen && collection.holds(entry.path()))
        .toList();
  }

  private static JsonObject merged(JsonObject into, JsonObject patch) {
    for (Map.Entry<String, Object> member : patch) {
      var before = into.getValue(member.getKey());
      var value =
          switch (member.getValue()) {
            case JsonObject map when before instanceof JsonObject present -> merged(present, map);
            case JsonArray list when before instanceof JsonArray present -> byName(present, list);
            case null, default -> member.getValue();
          };
      into.put(member.getKey(), value);
    }
    return into;
  }

  /// Elements that have names are merged by them, as those of a webhook configuration.
  private static JsonArray byName(JsonArray before, JsonArray patch) {
    var named = new TreeMap<String, Object>();
    for (var list : List.of(before, patch)) {
      for (var element : list) {
        if (!(element instanceof JsonObject object) || !object.containsKey("name")) {
          return patch;
        }
        named.put(object.getString("name"), object);
      }
    }
    return new JsonArray(List.copyOf(named.values()));
  }

  private static void encodeSecret(JsonObject object) {
    if (object.remove("stringData") instanceof JsonObject texts) {
      var data = object.getJsonObject("data", new JsonObject());
      texts.forEach(text -> data.put(text.getKey(), base64(text.getValue().toString())));
      object.put("data", data);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String uid(JsonObject metadata) {
    return metadata.getString("uid", UUID.randomUUID().toString());
  }

  private static JsonObject metaOf(Entry entry) {
    return entry.object().getJsonObject("metadata");
  }
}
