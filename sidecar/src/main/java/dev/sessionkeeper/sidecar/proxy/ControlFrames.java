package dev.sessionkeeper.sidecar.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameTypes;

/// Closes a connection of HTTP/2 whose client has the protocol itself answer, by pings, settings
/// and streams that are reset, and takes none of these answers: Netty would hold 10,000 of them,
/// some 3 MiB. Belongs to one connection and its event loop.
final class ControlFrames extends ChannelOutboundHandlerAdapter {
  private static final int MOST_UNTAKEN = 256;
  // A client that reads has taken them by then.
  private static final int FLUSHED = 128;
  private static final int TYPE = 3;

  private int untaken;

  /// @param http2 the context of the codec
  static void watch(ChannelHandlerContext http2) {
    var _ = http2.pipeline().addBefore(http2.name(), "controlFrames", new ControlFrames());
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof ByteBuf frame && isControl(frame))) {
      var _ = context.write(message, promise);
      return;
    }
    untaken++;
    var _ = context.write(message, promise.unvoid().addListener(_ -> untaken--));
    if (untaken > FLUSHED) {
      context.flush();
    }
    if (untaken > MOST_UNTAKEN) {
      var _ = context.close();
    }
  }

  /// Source: RFC 9113 section 4.1. Other frames come in several buffers, or are of a stream.
  private static boolean isControl(ByteBuf frame) {
    var start = frame.readerIndex();
    return frame.readableBytes() >= Http2CodecUtil.FRAME_HEADER_LENGTH
        && switch (frame.getByte(start + TYPE)) {
          case Http2FrameTypes.RST_STREAM, Http2FrameTypes.SETTINGS, Http2FrameTypes.PING ->
              frame.getUnsignedMedium(start) + Http2CodecUtil.FRAME_HEADER_LENGTH
                  == frame.readableBytes();
          default -> false;
        };
  }
}
