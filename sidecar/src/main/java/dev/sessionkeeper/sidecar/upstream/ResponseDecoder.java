package dev.sessionkeeper.sidecar.upstream;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/// Netty's decoder, told of each request whether its response has a body at all. Source: RFC 9112
/// section 6.3.
final class ResponseDecoder extends HttpResponseDecoder {
  private boolean answersHead;

  ResponseDecoder(int maxLineBytes, int maxHeaderBytes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxLineBytes)
            .setMaxHeaderSize(maxHeaderBytes));
  }

  /// @param answersHead whether the next response is that to a `HEAD` request
  void expect(boolean answersHead) {
    this.answersHead = answersHead;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return answersHead || super.isContentAlwaysEmpty(message);
  }
}
