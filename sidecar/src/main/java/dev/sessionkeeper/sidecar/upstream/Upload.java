package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/// The request that a connection is sending or has sent: how its body is marked, how fast it comes,
/// and since when the application has had all of it. Belongs to one event loop.
final class Upload {
  private final UploadPace pace;
  private BodyFraming framing = BodyFraming.NONE;
  private boolean isComplete;
  private long since;

  Upload(UploadPace pace) {
    this.pace = pace;
  }

  /// The head is sent.
  void begin(BodyFraming next, long tick) {
    framing = next;
    isComplete = false;
    if (framing.hasBody()) {
      pace.begin(tick);
    } else {
      complete(tick);
    }
  }

  BodyFraming framing() {
    return framing;
  }

  /// A part of the body is sent.
  void passed(int bytes) {
    pace.add(bytes);
  }

  /// A part of the body as HTTP/1.1 has it.
  ///
  /// @param part at least one byte
  ByteBuf coded(Buffer part, ByteBufAllocator allocator) {
    passed(part.length());
    return framing == BodyFraming.CHUNKED
        ? ChunkedCoding.chunk(part, allocator)
        : allocator.directBuffer(part.length()).writeBytes(part.getBytes());
  }

  /// The application has been sent all of it: its time begins.
  void complete(long tick) {
    isComplete = true;
    since = tick;
  }

  boolean isComplete() {
    return isComplete;
  }

  /// What takes too long, as long as there is no answer: that, or the body.
  ///
  /// @param patience in ticks, for an answer
  /// @param isFull whether the application takes no more at the moment
  Optional<UpstreamError> lateness(long now, long patience, boolean isFull) {
    if (isComplete) {
      return now - since > patience ? Optional.of(UpstreamError.TIMEOUT) : Optional.empty();
    }
    return switch (pace.judge(now, isFull)) {
      case FINE -> Optional.empty();
      case TOO_SLOW -> Optional.of(UpstreamError.SLOW_BODY);
      case NOT_TAKEN -> Optional.of(UpstreamError.TIMEOUT);
    };
  }
}
