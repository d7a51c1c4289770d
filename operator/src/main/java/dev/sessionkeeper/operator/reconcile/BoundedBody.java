package dev.sessionkeeper.operator.reconcile;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/// The body of an answer of somebody who is not trusted: any pod may say that it has a sidecar.
final class BoundedBody {
  private BoundedBody() {}

  /// The whole body; fails as soon as it is longer than that.
  ///
  /// @param most the largest number of bytes
  static Future<Buffer> of(HttpClientResponse response, int most) {
    var whole = Promise.<Buffer>promise();
    var body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(_ -> whole.tryComplete(body));
    response.handler(
        part -> {
          if (body.length() + part.length() > most) {
            whole.tryFail(new VertxException("longer than %d bytes".formatted(most), true));
          } else {
            body.appendBuffer(part);
          }
        });
    return whole.future();
  }
}
