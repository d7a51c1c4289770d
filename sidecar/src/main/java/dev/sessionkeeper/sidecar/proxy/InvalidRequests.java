package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.LogKeys;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests whose head cannot be read. Belongs to one event loop.
///
/// Most of them are of honest browsers with too many cookies, so the answer says what to do, and
/// the connection stays open until it was read: with unread bytes on it a close would be a reset,
/// which takes the answer along. What still comes is read and dropped. Source: RFC 9112 section
/// 9.6, RFC 6585 section 5.
final class InvalidRequests implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(InvalidRequests.class);
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final TrafficMetrics metrics;
  private final Connections connections;
  private final int most;
  private boolean warned;

  /// @param most the longest head that is read, in bytes
  InvalidRequests(Vertx vertx, TrafficMetrics metrics, Connections connections, int most) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.connections = connections;
    this.most = most;
  }

  @Override
  public void handle(HttpServerRequest request) {
    metrics.request(TrafficMetrics.Rule.NONE, TrafficMetrics.State.REFUSED);
    connections.refuse(request);
    problem(request.decoderResult()).answerAndLinger(request);
    // The connection lingers; what could be read of the head does not.
    request.headers().clear();
    vertx.setTimer(LINGER.toMillis(), _ -> request.connection().close());
  }

  private Problem problem(DecoderResult result) {
    if (result.cause() instanceof TooLongHttpLineException) {
      return Problem.targetTooLong();
    }
    if (result.cause() instanceof TooManyFieldsException) {
      return Problem.tooManyFields(RequestDecoder.MOST_FIELDS);
    }
    if (result.cause() instanceof TooLongHttpHeaderException) {
      noteTooLarge();
      return Problem.headTooLarge(most);
    }
    return Problem.badRequest("the head of the request cannot be read");
  }

  private void noteTooLarge() {
    metrics.headTooLarge();
    if (!warned) {
      warned = true;
      LOG.atWarn()
          .addKeyValue(LogKeys.BYTES, most)
          .log("a request's head is larger than listener.maxHeaderBytes and is answered 431");
    }
  }
}
