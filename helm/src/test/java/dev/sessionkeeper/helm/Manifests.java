package dev.sessionkeeper.helm;

import java.util.stream.Collectors;

/// Renders in an order of their own, as Helm's order of files is not what a reader compares.
final class Manifests {
  private Manifests() {}

  /// The manifests of a value set, sorted by file and object; the contents of dashboards and the
  /// definition are left to the files that they come from.
  static String sorted(String values) {
    return Chart.documents(Chart.rendered(ValueSets.named(values))).stream()
        .map(Manifests::shortened)
        .sorted()
        .collect(Collectors.joining("---\n"));
  }

  private static String shortened(String document) {
    if (document.contains("\nkind: CustomResourceDefinition\n")) {
      return document.substring(0, document.indexOf("\nspec:")) + "\nspec: as in files/crds\n";
    }
    if (document.contains("templates/dashboards.yaml")) {
      return document.substring(0, document.indexOf("\ndata:"))
          + "\ndata: as in files/dashboards\n";
    }
    return document.strip() + "\n";
  }
}
