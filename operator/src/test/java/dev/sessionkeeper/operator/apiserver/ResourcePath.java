package dev.sessionkeeper.operator.apiserver;

import java.util.List;
import java.util.Optional;

/// A path of the API taken apart, such as `/api/v1/namespaces/shop/pods/web-1/status`.
///
/// @param api `/api/v1`, or `/apis/GROUP/VERSION`
/// @param namespace empty for all, and for what belongs to none
/// @param plural the kind of object; empty for the API itself
/// @param name empty for all of them
record ResourcePath(String api, Optional<String> namespace, String plural, Optional<String> name) {

  static ResourcePath of(String path) {
    var parts = List.of(path.substring(1).split("/"));
    var start = Math.min(parts.getFirst().equals("api") ? 2 : 3, parts.size());
    var api = "/" + String.join("/", parts.subList(0, start));
    var rest = parts.subList(start, parts.size());
    var namespaced = rest.size() > 2 && rest.getFirst().equals("namespaces");
    var resource = namespaced ? rest.subList(2, rest.size()) : rest;
    return new ResourcePath(
        api,
        namespaced ? Optional.of(rest.get(1)) : Optional.empty(),
        resource.isEmpty() ? "" : resource.getFirst(),
        resource.stream().skip(1).findFirst());
  }

  /// The path of the object, or of the collection.
  String text() {
    return api
        + namespace.map(one -> "/namespaces/" + one).orElse("")
        + (plural.isEmpty() ? "" : "/" + plural)
        + name.map(one -> "/" + one).orElse("");
  }

  ResourcePath named(String object) {
    return new ResourcePath(api, namespace, plural, Optional.of(object));
  }

  /// Whether this collection holds that object.
  boolean holds(ResourcePath object) {
    return api.equals(object.api)
        && plural.equals(object.plural)
        && (namespace.isEmpty() || namespace.equals(object.namespace));
  }

  /// The kind of object in all namespaces.
  String everywhere() {
    return api + "/" + plural;
  }
}
