package dev.sessionkeeper.sidecar.proxy;

import io.netty.handler.codec.TooLongFrameException;

/// A request has more than `RequestDecoder.MOST_FIELDS` header fields.
final class TooManyFieldsException extends TooLongFrameException {
  private static final long serialVersionUID = 1;

  TooManyFieldsException() {
    super("more than " + RequestDecoder.MOST_FIELDS + " header fields");
  }
}
