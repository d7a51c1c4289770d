package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/// Bounds the request heads that are held in memory at a time: each lives until its request is
/// answered, and a few hundred of 64 KiB would fill a small heap. Belongs to one event loop.
final class HeadBudget {
  private static final int SHARE_OF_HEAP = 4;
  // What a request costs besides its bytes: the decoder's buffer, and the objects around it.
  private static final int REQUEST_BYTES = 6 * 1_024;

  private final long most;
  private long taken;

  private HeadBudget(long most) {
    this.most = most;
  }

  /// A quarter of the largest heap.
  static HeadBudget ofHeap() {
    return of(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /// @param most in bytes
  static HeadBudget of(long most) {
    return new HeadBudget(most);
  }

  /// What a request takes of it, in bytes.
  static long sizeOf(HttpServerRequest request) {
    var size = (long) REQUEST_BYTES + request.uri().length();
    for (Map.Entry<String, String> field : request.headers()) {
      size += (long) field.getKey().length() + field.getValue().length();
    }
    return size;
  }

  /// Takes a share.
  ///
  /// @return whether there was enough left; else nothing is taken
  boolean take(long bytes) {
    if (taken + bytes > most) {
      return false;
    }
    taken += bytes;
    return true;
  }

  /// Gives a share back.
  void give(long bytes) {
    taken -= bytes;
  }
}
