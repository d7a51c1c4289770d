package dev.sessionkeeper.sidecar.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The head of a request as the bytes that are sent. One instance writes one head after the other.
///
/// Texts are copied as a whole, one byte for each character: a session's cookie is some thousand
/// characters long, and a codec that checks and writes them one by one costs more than all the rest
/// of a head. Source: RFC 9112 sections 3 and 5. Belongs to one event loop.
final class HeadBytes implements HeadWriter {
  private static final int USUAL = 4_096;
  private static final byte[] VERSION = latin(" HTTP/1.1\r\n");
  private static final byte[] SEPARATOR = latin(": ");
  private static final byte[] END_OF_LINE = latin("\r\n");

  private byte[] bytes = new byte[USUAL];
  private int size;

  @Override
  public HeadBytes begin(String method, String target) {
    size = 0;
    put(line(method));
    put((byte) ' ');
    put(line(target));
    put(VERSION);
    return this;
  }

  @Override
  public HeadBytes field(String name, String value) {
    put(line(name));
    put(SEPARATOR);
    put(line(value));
    put(END_OF_LINE);
    return this;
  }

  /// The whole head with the empty line behind it, in a buffer of its own.
  ///
  /// Source: RFC 9112 section 6.1; RFC 6455 section 4.1.
  ByteBuf end(BodyFraming framing, ByteBufAllocator allocator) {
    switch (framing) {
      case NONE, LENGTH -> {}
      case CHUNKED -> field("Transfer-Encoding", "chunked");
      case UPGRADE -> field("Connection", "Upgrade").field("Upgrade", "websocket");
    }
    put(END_OF_LINE);
    return allocator.directBuffer(size).writeBytes(bytes, 0, size);
  }

  /// What came from the wire has been checked by its decoder; nothing else may slip in either.
  private static byte[] line(String text) {
    if (Lines.isBroken(text)) {
      throw new IllegalArgumentException("text: expected one line of a request head");
    }
    return latin(text);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void put(byte[] part) {
    reserve(part.length);
    System.arraycopy(part, 0, bytes, size, part.length);
    size += part.length;
  }

  private void put(byte part) {
    reserve(1);
    bytes[size++] = part;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
