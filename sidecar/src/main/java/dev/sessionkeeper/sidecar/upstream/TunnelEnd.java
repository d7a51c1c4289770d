package dev.sessionkeeper.sidecar.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One of the two connections of a tunnel: what it reads, the other one writes. The last handler
/// that sees what was read.
///
/// Bytes are handed over as they are, without a copy; who writes more slowly sets the pace.
final class TunnelEnd extends ChannelInboundHandlerAdapter {
  private final Tunnel tunnel;
  private @Nullable ChannelHandlerContext context;
  private boolean isInputEnded;

  TunnelEnd(Tunnel tunnel) {
    this.tunnel = tunnel;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    // A side that has said all may still listen: its end is passed on, not taken for the end of
    // all.
    added.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  private TunnelEnd other() {
    return tunnel.otherOf(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      // What was left of the HTTP message before.
      ReferenceCountUtil.release(message);
      return;
    }
    tunnel.moved(bytes.readableBytes());
    var to = other().context();
    var _ = to.write(bytes, to.voidPromise());
    if (!to.channel().isWritable()) {
      from.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    other().context().flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext of) {
    if (of.channel().isWritable()) {
      other().read();
    }
  }

  /// Other events are Vert.x's, which would close the connection as soon as a drain begins.
  @Override
  public void userEventTriggered(ChannelHandlerContext of, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      isInputEnded = true;
      other().endOutput();
    } else {
      ReferenceCountUtil.release(event);
    }
  }

  private void endOutput() {
    var rest = context().writeAndFlush(Unpooled.EMPTY_BUFFER);
    if (isInputEnded) {
      var _ = rest.addListener(ChannelFutureListener.CLOSE);
    } else {
      var _ = rest.addListener(_ -> shutdownOutput());
    }
  }

  private void shutdownOutput() {
    var _ = ((DuplexChannel) context().channel()).shutdownOutput();
  }

  @Override
  public void channelInactive(ChannelHandlerContext of) {
    tunnel.ended(this);
    of.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext of, Throwable cause) {
    close();
  }

  /// Writes what is left, then closes.
  void closeAfterRest() {
    var _ = context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  void read() {
    context().channel().config().setAutoRead(true);
  }

  boolean isOpen() {
    return context().channel().isActive();
  }

  void close() {
    var _ = context().close();
  }
}
