package dev.sessionkeeper.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A copy of the chart in which tests and notes are ordinary manifests, as rendering leaves
/// hooks and notes out.
final class UnhookedChart {
  private final Path folder;

  private UnhookedChart(Path folder) {
    this.folder = folder;
  }

  static UnhookedChart in(Path folder) throws IOException {
    try (var files = Files.walk(Chart.FOLDER)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        copy(file, folder.resolve(Chart.FOLDER.relativize(file)));
      }
    }
    var notes = folder.resolve("templates/NOTES.txt");
    var text = "{{ define \"notes\" }}" + Files.readString(notes) + "{{ end }}";
    Files.writeString(folder.resolve("templates/notes.yaml"), text + NOTES_AS_A_MANIFEST);
    Files.delete(notes);
    return new UnhookedChart(folder);
  }

  private static final String NOTES_AS_A_MANIFEST =
      """

      apiVersion: v1
      kind: ConfigMap
      metadata: {name: the-notes}
      data:
        notes: |-
          {{- include "notes" . | nindent 4 }}
      """;

  String rendered(String values) {
    return Chart.rendered(folder, "sessionkeeper", "sessionkeeper", values);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.writeString(to, Files.readString(from).replaceAll("(?m)^ *helm.sh/hook.*\\R", ""));
  }
}
