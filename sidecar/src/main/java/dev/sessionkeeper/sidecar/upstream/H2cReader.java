package dev.sessionkeeper.sidecar.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;

/// Hands what is read of a stream to it.
final class H2cReader extends ChannelInboundHandlerAdapter {
  private final H2cStream stream;

  H2cReader(H2cStream stream) {
    this.stream = stream;
  }

  H2cStream stream() {
    return stream;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      switch (message) {
        case Http2HeadersFrame frame -> stream.fields(frame.headers(), frame.isEndStream());
        case Http2DataFrame frame -> stream.data(frame.content(), frame.isEndStream());
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    stream.readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    stream.writabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    try {
      switch (event) {
        case Http2ResetFrame frame -> stream.resetBy(frame.errorCode());
        case Http2GoAwayFrame _ -> stream.leftBehind();
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    stream.failed(cause);
  }
}
