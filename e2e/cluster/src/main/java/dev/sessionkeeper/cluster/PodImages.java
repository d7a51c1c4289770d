package dev.sessionkeeper.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The images that pods run: the product's, and what runs beside it. Names as in the tars.
final class PodImages {
  static final String TOOLBOX = "e2e/toolbox:1";
  static final String PROMETHEUS = "e2e/prometheus:1";
  static final String REDIS = "e2e/redis:1";
  static final String NEXT_APP = "e2e/next-app:1";
  static final String AUTH_SIMULATOR = "e2e/auth-simulator:1";

  private static final Path BUILD = Path.of("images", "build");
  private static final Path PRODUCT = Path.of("..", "..", "images", "target");
  private static final List<String> PRODUCTS = List.of("operator", "sidecar", "redirect");

  private PodImages() {}

  /// The tars of all of them.
  static List<Path> tars() {
    return Stream.concat(Stream.of(besideTheProduct()), product()).toList();
  }

  /// Builds the images that stand beside the product, unless nothing has changed; the tar.
  private static Path besideTheProduct() {
    var printed = Command.script(BUILD).result().successful().lines().toList();
    return Path.of(printed.getLast());
  }

  private static Stream<Path> product() {
    return PRODUCTS.stream().map(name -> present(PRODUCT.resolve(name + ".tar")));
  }

  private static Path present(Path tar) {
    if (!Files.exists(tar)) {
      throw new IllegalStateException(tar.getFileName() + " is missing: run images/build first");
    }
    return tar;
  }
}
