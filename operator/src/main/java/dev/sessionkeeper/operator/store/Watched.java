package dev.sessionkeeper.operator.store;

import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.Optional;

/// What of a kind of objects is watched, and what is kept of it.
///
/// @param labels that objects must have
/// @param unwanted values of one field that objects must not have, by value to field
/// @param memory empty for whole objects
record Watched<T>(
    Class<T> kind,
    Map<String, String> labels,
    Map<String, String> unwanted,
    Optional<ItemStore<T>> memory) {

  static <T> Watched<T> all(Class<T> kind) {
    return new Watched<>(kind, Map.of(), Map.of(), Optional.empty());
  }
}
