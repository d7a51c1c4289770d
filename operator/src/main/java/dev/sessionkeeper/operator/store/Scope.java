package dev.sessionkeeper.operator.store;

import java.util.Set;

/// The namespaces that the operator serves.
///
/// @param namespaces empty for all
public record Scope(Set<String> namespaces) {

  public Scope {
    namespaces = Set.copyOf(namespaces);
  }

  boolean isCluster() {
    return namespaces.isEmpty();
  }
}
