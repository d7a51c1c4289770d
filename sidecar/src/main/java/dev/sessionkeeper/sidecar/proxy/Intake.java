package dev.sessionkeeper.sidecar.proxy;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Queue;

/// What one connection holds of requests that nobody has begun to serve: half a head, and the
/// requests that wait behind another. Belongs to one event loop.
final class Intake {
  private final Channel channel;
  private final Backlog backlog;
  private final Queue<Integer> waiting = new ArrayDeque<>(1);
  private long waitingBytes;
  private int half;
  private long told;
  private boolean isCut;

  Intake(Channel channel, Backlog backlog) {
    this.channel = channel;
    this.backlog = backlog;
  }

  /// A request was decoded. The first one is begun at once.
  ///
  /// @param bytes what it takes of memory
  void decoded(int bytes) {
    waiting.add(bytes);
    waitingBytes += bytes;
    if (waiting.size() > 1) {
      tell(half + waitingBytes);
    }
  }

  /// The request that was decoded first of those which wait is being served.
  void begun() {
    var bytes = waiting.poll();
    if (bytes != null) {
      waitingBytes -= bytes;
      tell(half + waitingBytes);
    }
  }

  /// All that was received is decoded, except for this many bytes.
  void half(int bytes) {
    half = bytes;
    tell(half + waitingBytes);
  }

  private void tell(long bytes) {
    if (bytes != told && !isCut) {
      told = bytes;
      backlog.holds(this, bytes);
    }
  }

  /// The connection is closed, or has left HTTP.
  void ended() {
    tell(0);
    isCut = true;
  }

  /// Whether nothing that still comes is of use to anybody.
  boolean isCut() {
    return isCut;
  }

  /// Closes the connection, which gives back what it holds.
  void cut() {
    isCut = true;
    var _ = channel.close();
  }
}
