package dev.sessionkeeper.sidecar.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;

/// Hands what the decoder reads to the connection. The last handler that sees it.
final class ResponseReader extends ChannelInboundHandlerAdapter {
  private final UpstreamConnection connection;

  ResponseReader(UpstreamConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpObject part) {
        read(part);
      } else {
        // Bytes behind an upgrade that was not followed.
        connection.invalid();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(HttpObject message) {
    if (message.decoderResult().isFailure()) {
      connection.invalid();
      return;
    }
    if (message instanceof HttpResponse response) {
      connection.head(response);
    }
    if (message instanceof HttpContent content) {
      connection.content(content);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    connection.readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    connection.writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.closed();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.failed(cause);
  }
}
