package dev.sessionkeeper.sidecar.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/// Bodies of which nobody knows the length before their end. Source: RFC 9112 section 7.1.
final class ChunkedCoding {
  private static final byte[] END_OF_CHUNK = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  private ChunkedCoding() {}

  /// A part of the body as a chunk.
  ///
  /// @param part at least one byte: an empty chunk would be the last one
  static ByteBuf chunk(Buffer part, ByteBufAllocator allocator) {
    var size = (Integer.toHexString(part.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return allocator
        .directBuffer(size.length + part.length() + END_OF_CHUNK.length)
        .writeBytes(size)
        .writeBytes(part.getBytes())
        .writeBytes(END_OF_CHUNK);
  }

  /// What marks the end of the body.
  static ByteBuf last(ByteBufAllocator allocator) {
    return allocator.directBuffer(LAST_CHUNK.length).writeBytes(LAST_CHUNK);
  }
}
