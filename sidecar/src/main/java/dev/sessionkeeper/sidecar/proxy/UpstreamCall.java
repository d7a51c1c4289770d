package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/// Hands a request to the application and its answer to the browser. Bodies stream both ways; the
/// slower side sets the pace.
final class UpstreamCall {
  private static final Set<HttpMethod> REPEATABLE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Vertx vertx;
  private final Exchange exchange;
  private final Optional<String> cookie;
  private final Passage passage;
  private final TrafficMetrics metrics;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final boolean hasBody;

  /// @param cookie the `Cookie` header to send; absent for the very one that came
  UpstreamCall(
      Vertx vertx,
      Exchange exchange,
      Optional<String> cookie,
      Passage passage,
      TrafficMetrics metrics) {
    this.vertx = vertx;
    this.exchange = exchange;
    this.cookie = cookie;
    this.passage = passage;
    this.metrics = metrics;
    this.request = exchange.request();
    this.response = request.response();
    this.hasBody = Framing.hasBody(request.headers());
  }

  /// Starts; the future ends with the response and fails where there was none.
  Future<Void> start() {
    return exchange().recover(this::again).compose(this::answer);
  }

  private Future<HttpClientResponse> exchange() {
    return exchange
        .policy()
        .upstream()
        .request(request.method(), request.uri())
        .compose(this::send);
  }

  /// A kept connection may be closed by the application just as it is used again. Source: RFC 9110
  /// section 9.2.2.
  private Future<HttpClientResponse> again(Throwable failure) {
    var closed = failure instanceof HttpClosedException || failure instanceof IOException;
    return closed && !hasBody && REPEATABLE.contains(request.method()) && !response.closed()
        ? exchange()
        : Future.failedFuture(failure);
  }

  private Future<HttpClientResponse> send(HttpClientRequest upstream) {
    RequestHead.copy(
        request, exchange.policy().trustedProxies(), cookie, passage.state(), upstream.headers());
    upstream.earlyHintsHandler(response::writeEarlyHints);
    response.closeHandler(_ -> upstream.reset());
    var patience = exchange.policy().upstream().responseTimeout().toMillis();
    var timer =
        vertx.setTimer(patience, _ -> upstream.reset(0, new TimeoutException("no answer in time")));
    if (!hasBody) {
      request.resume();
    }
    return (hasBody ? upstream.send(request) : upstream.send())
        .onComplete(_ -> vertx.cancelTimer(timer));
  }

  private Future<Void> answer(HttpClientResponse answer) {
    ResponseHead.copy(answer, response);
    var added = new SessionAnswer(exchange, passage).writeTo(response.headers());
    if (added > 0) {
      metrics.responseCookieBytes(added);
      ResponseHead.addTiming(response, passage);
    }
    if (ResponseHead.isWithoutBody(request.method(), answer.statusCode())) {
      return response.end();
    }
    return stream(answer);
  }

  private Future<Void> stream(HttpClientResponse answer) {
    response.setChunked(ResponseHead.mustBeChunked(request.version(), response.headers()));
    // The head goes out at once where no part of the body came along with it.
    vertx.runOnContext(_ -> writeHeadIfNothingIsSent());
    return answer
        .pipe()
        .endOnComplete(false)
        .to(response)
        .compose(_ -> end(answer))
        .onFailure(_ -> response.reset());
  }

  private void writeHeadIfNothingIsSent() {
    if (!response.headWritten() && !response.ended() && !response.closed()) {
      response.writeHead();
    }
  }

  private Future<Void> end(HttpClientResponse answer) {
    if (!answer.trailers().isEmpty()) {
      response.trailers().setAll(answer.trailers());
    }
    return response.end();
  }

  /// Answers in the application's place; a session that was refreshed still reaches the browser.
  Future<Void> fail(Throwable failure) {
    if (response.headWritten() || response.closed()) {
      return Future.succeededFuture();
    }
    var error = error(failure);
    metrics.upstreamError(error);
    response.headers().clear();
    new SessionAnswer(exchange, passage).writeTo(response.headers());
    return problem(error).send(request);
  }

  private static Problem problem(UpstreamError error) {
    return switch (error) {
      case TIMEOUT -> Problem.gatewayTimeout();
      case POOL_EXHAUSTED -> Problem.overloaded();
      case CONNECT, RESET, INVALID_RESPONSE -> Problem.badGateway();
    };
  }

  private static UpstreamError error(Throwable failure) {
    return switch (failure) {
      case TimeoutException _ -> UpstreamError.TIMEOUT;
      case ConnectionPoolTooBusyException _ -> UpstreamError.POOL_EXHAUSTED;
      case ConnectException _ -> UpstreamError.CONNECT;
      case HttpClosedException _, IOException _ -> UpstreamError.RESET;
      default ->
          failure.getCause() instanceof TimeoutException
              ? UpstreamError.TIMEOUT
              : UpstreamError.INVALID_RESPONSE;
    };
  }
}
