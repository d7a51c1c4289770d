package dev.sessionkeeper.sidecar.probe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/// The two messages of `grpc.health.v1`, each in its frame of five bytes.
///
/// Written by hand: one string and one number are not worth a protobuf runtime in every pod.
/// Source: grpc/grpc-proto `grpc/health/v1/health.proto`.
final class GrpcHealth {
  private static final int FRAME_HEAD = 5;
  // Field 1, length-delimited: HealthCheckRequest.service.
  private static final int SERVICE_TAG = 0x0a;
  // Field 1, varint: HealthCheckResponse.status.
  private static final int STATUS_TAG = 0x08;
  private static final int SERVING = 1;

  private GrpcHealth() {}

  /// A request in its frame.
  static Buffer question(String service) {
    var name = service.getBytes(StandardCharsets.UTF_8);
    var message = Buffer.buffer();
    if (name.length > 0) {
      message.appendByte((byte) SERVICE_TAG);
      appendVarint(message, name.length);
      message.appendBytes(name);
    }
    return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
  }

  /// Whether a response in its frame says SERVING; a missing status is UNKNOWN.
  static boolean serving(byte[] frame) {
    return frame.length == FRAME_HEAD + 2
        && frame[0] == 0
        && frame[FRAME_HEAD] == STATUS_TAG
        && frame[FRAME_HEAD + 1] == SERVING;
  }

  private static void appendVarint(Buffer buffer, int value) {
    var rest = value;
    while (rest > 0x7f) {
      buffer.appendByte((byte) (rest | 0x80));
      rest >>>= 7;
    }
    buffer.appendByte((byte) rest);
  }
}
