package dev.sessionkeeper.sidecar.proxy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One end of an HTTP/2 connection: sends and reads exact frames. Source: RFC 9113
/// section 4.
final class Frames {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int GO_AWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final byte[] OK = {(byte) 0x88};

  private static final int PREFACE_BYTES = 24;
  private static final int PING = 6;
  private static final int ACK = 1;

  private final Wire wire;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder fields = new DefaultHttp2HeadersDecoder();

  private Frames(Wire wire) {
    this.wire = wire;
    this.in = new DataInputStream(wire.input());
  }

  /// What was read.
  record Frame(int type, int flags, int stream, ByteBuffer payload) {
    boolean isLast() {
      return (flags & END_STREAM) != 0;
    }

    /// The code of a `RST_STREAM`.
    int code() {
      return payload.getInt(0);
    }
  }

  /// The next connection, greeted.
  static Frames of(Wire wire, byte... settings) {
    var frames = new Frames(wire);
    wire.bytes(PREFACE_BYTES);
    frames.send(SETTINGS, 0, 0, settings);
    return frames;
  }

  /// A new connection of a client.
  static Frames client(Wire wire, byte... settings) {
    var frames = new Frames(wire);
    wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    frames.send(SETTINGS, 0, 0, settings);
    return frames;
  }

  /// A setting that lets so many bytes of each body come.
  static byte[] window(int bytes) {
    return ByteBuffer.allocate(6).putShort((short) 4).putInt(bytes).array();
  }

  /// Asks for the first page of the shop.
  Frames get(int stream, byte[]... fields) {
    var request = new byte[] {(byte) 0x82, (byte) 0x84, (byte) 0x86};
    var authority = field(":authority", "shop.example.com");
    return send(HEADERS, END_STREAM | END_HEADERS, stream, head(request, authority, head(fields)));
  }

  /// A setting that allows so many streams at a time.
  static byte[] mostStreams(int most) {
    return new byte[] {0, 3, 0, 0, 0, (byte) most};
  }

  Frames send(int type, int flags, int stream, byte... payload) {
    var frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    wire.send(new String(frame.array(), StandardCharsets.ISO_8859_1));
    return this;
  }

  /// Answers with 200 and a body of two bytes.
  void ok(int stream) {
    send(HEADERS, END_HEADERS, stream, OK).send(DATA, END_STREAM, stream, (byte) 'o', (byte) 'k');
  }

  void reset(int stream, int code) {
    send(RESET, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
  }

  void goAway(int last) {
    send(GO_AWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(0).array());
  }

  /// A field that no table holds.
  static byte[] field(String name, String value) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(0);
    for (var text : new String[] {name, value}) {
      length(bytes, text.length());
      bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  private static void length(ByteArrayOutputStream to, int length) {
    if (length < 127) {
      to.write(length);
      return;
    }
    to.write(127);
    var left = length - 127;
    for (; left >= 128; left >>= 7) {
      to.write((left & 127) | 128);
    }
    to.write(left);
  }

  static byte[] head(byte[]... parts) {
    var head = new ByteArrayOutputStream();
    for (var part : parts) {
      head.writeBytes(part);
    }
    return head.toByteArray();
  }

  /// The next frame of a type; others are passed over.
  Frame next(int type) {
    for (var frame = read(); ; frame = read()) {
      if (frame.type() == type) {
        return frame;
      }
      if (frame.type() == SETTINGS && frame.flags() == 0) {
        send(SETTINGS, ACK, 0);
      } else if (frame.type() == PING && frame.flags() == 0) {
        send(PING, ACK, 0, frame.payload().array());
      }
    }
  }

  private Frame read() {
    return Wire.io(
        () -> {
          var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
          var type = in.readUnsignedByte();
          var flags = in.readUnsignedByte();
          var stream = in.readInt();
          return new Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
        });
  }

  /// The fields of a `HEADERS` frame.
  Http2Headers fields(Frame frame) {
    try {
      return fields.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
    } catch (Http2Exception e) {
      throw new AssertionError("expected fields", e);
    }
  }

  void close() {
    wire.close();
  }

  /// Whether the other end closes the connection.
  boolean isClosed() {
    try {
      while (in.read() >= 0) {}
      return true;
    } catch (IOException e) {
      return e instanceof java.net.SocketException;
    }
  }
}
