package dev.sessionkeeper.cluster;

import java.nio.file.Path;

/// The images that pods run: the product's, and what runs beside it. Names as in the tars.
final class PodImages {
  static final String TOOLBOX = "e2e/toolbox:1";
  static final String PROMETHEUS = "e2e/prometheus:1";
  static final String NEXT_APP = "e2e/next-app:1";
  static final String AUTH_SIMULATOR = "e2e/auth-simulator:1";

  private static final Path BUILD = Path.of("images", "build");

  private PodImages() {}

  /// Builds the images that stand beside the product, unless nothing has changed; the tar.
  static Path besideTheProduct() {
    var printed = Command.script(BUILD).result().successful().lines().toList();
    return Path.of(printed.getLast());
  }
}
