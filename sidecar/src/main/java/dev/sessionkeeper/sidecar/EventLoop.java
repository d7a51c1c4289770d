package dev.sessionkeeper.sidecar;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/// Vert.x in the size of a sidecar.
final class EventLoop {
  // Files are read by workers; one looks at the configuration, one is spare.
  private static final int WORKERS = 2;

  private EventLoop() {}

  /// One event loop; native transport where there is one; no cache directory, as a pod's root file
  /// system is read-only.
  static Vertx create() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(WORKERS)
            .setInternalBlockingPoolSize(WORKERS)
            .setPreferNativeTransport(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  /// The transport in use, for the start-up line.
  static String transport(Vertx vertx) {
    return vertx.isNativeTransportEnabled() ? "epoll" : "nio";
  }
}
