package dev.sessionkeeper.sidecar.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/// Vert.x's decoder of HTTP/1 that tells what it holds: heads that are not complete, and requests
/// that wait behind one another. A few hundred connections with half a head would fill the heap.
///
/// A decoder keeps a buffer of the longest line that it has read: where that is large, a new one
/// takes its place between two requests. Belongs to one connection and its event loop.
final class RequestDecoder extends VertxHttpRequestDecoder {
  /// More header fields than this are refused.
  static final int MOST_FIELDS = 500;

  private static final String NAME = "httpDecoder";
  // Enough for the cookies of most sessions. A new decoder costs a twentieth of a request.
  private static final int LARGEST_BUFFER = 4 * 1_024;

  private final Http1ServerConfig config;
  private final Intake intake;
  private int taken;
  private int fields;
  private int buffer;
  private boolean isBetween = true;
  private boolean isBroken;

  private RequestDecoder(Http1ServerConfig config, Intake intake) {
    super(config);
    this.config = config;
    this.intake = intake;
  }

  /// Takes the place of Vert.x's decoder on a connection on which nothing was read yet.
  static void install(ChannelPipeline pipeline, Http1ServerConfig config, Intake intake) {
    var decoder = pipeline.get(VertxHttpRequestDecoder.class);
    if (decoder != null) {
      pipeline.replace(decoder, NAME, new RequestDecoder(config, intake));
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (intake.isCut()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    var unread = in.readableBytes();
    super.decode(context, in, out);
    taken += unread - in.readableBytes();
    for (var message : out) {
      decoded((HttpObject) message);
    }
  }

  private void decoded(HttpObject message) {
    isBroken |= message.decoderResult().isFailure();
    isBetween = message instanceof LastHttpContent;
    if (message instanceof HttpRequest) {
      intake.decoded(HeadBudget.REQUEST_BYTES + size());
    }
    taken = 0;
    fields = 0;
  }

  private int size() {
    return taken + fields * HeadBudget.FIELD_BYTES;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    fields++;
    if (fields > MOST_FIELDS) {
      throw new TooManyFieldsException();
    }
    buffer = line.length;
    return super.splitHeaderName(line, start, length);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    // What is broken is read and dropped, and nothing behind it is a request.
    if (isBroken) {
      return;
    }
    var half = size() + actualReadableBytes();
    intake.half(half);
    if (isBetween && half == 0 && buffer > LARGEST_BUFFER && !context.isRemoved()) {
      context.pipeline().replace(this, NAME, new RequestDecoder(config, intake));
    }
  }
}
