package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.proxy.SessionAnswer.Written;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/// Hands a request to the application and its answer to the browser. Bodies stream both ways; the
/// slower side sets the pace.
final class UpstreamCall {
  private static final Set<HttpMethod> REPEATABLE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  // The client knows 100 and 103 alone, and takes 101 and 102 for final ones.
  private static final int LEAST_FINAL = 200;

  private final Vertx vertx;
  private final Exchange exchange;
  private final Optional<String> cookie;
  private final Passage passage;
  private final TrafficMetrics metrics;
  private final CookieSizes sizes;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final boolean hasBody;

  /// @param cookie the `Cookie` header to send; absent for the very one that came
  UpstreamCall(
      Vertx vertx,
      Exchange exchange,
      Optional<String> cookie,
      Passage passage,
      TrafficMetrics metrics,
      CookieSizes sizes) {
    this.vertx = vertx;
    this.exchange = exchange;
    this.cookie = cookie;
    this.passage = passage;
    this.metrics = metrics;
    this.sizes = sizes;
    this.request = exchange.request();
    this.response = request.response();
    this.hasBody = Framing.hasBody(request.headers());
  }

  /// Starts; the future ends with the response and fails for a bug alone. A session that was
  /// refreshed reaches the browser whatever the application does.
  Future<Void> start() {
    return response.closed()
        ? Future.succeededFuture()
        : exchange().recover(this::again).compose(this::answer, this::fail);
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
    // What goes wrong is told by the futures; without this it would be logged as well.
    upstream.exceptionHandler(_ -> {});
    if (response.closed()) {
      upstream.reset();
      return upstream.response();
    }
    RequestHead.copy(
        request, exchange.policy().trustedProxies(), cookie, passage.state(), upstream.headers());
    if (request.version() != HttpVersion.HTTP_1_0) {
      upstream.earlyHintsHandler(response::writeEarlyHints);
    }
    response.closeHandler(_ -> upstream.reset());
    (hasBody ? sendBody(upstream) : sendHead(upstream)).onSuccess(_ -> limit(upstream));
    return upstream.response();
  }

  private Future<Void> sendHead(HttpClientRequest upstream) {
    request.resume();
    return upstream.end();
  }

  private Future<Void> sendBody(HttpClientRequest upstream) {
    upstream.setChunked(!request.headers().contains(HttpHeaders.CONTENT_LENGTH));
    upstream.writeHead();
    return request
        .pipe()
        .endOnFailure(false)
        .to(upstream)
        .onFailure(_ -> abandonIfAnswered(upstream));
  }

  /// An answer that came before the end of the body may still be on its way to the browser.
  private void abandonIfAnswered(HttpClientRequest upstream) {
    if (response.ended()) {
      upstream.reset();
    }
  }

  /// The application's time begins when it has been sent the whole request.
  private void limit(HttpClientRequest upstream) {
    var answer = upstream.response();
    if (answer.isComplete()) {
      return;
    }
    var patience = exchange.policy().upstream().responseTimeout().toMillis();
    var timer =
        vertx.setTimer(patience, _ -> upstream.reset(0, new TimeoutException("no answer in time")));
    answer.onComplete(_ -> vertx.cancelTimer(timer));
  }

  private Future<Void> answer(HttpClientResponse answer) {
    if (answer.statusCode() < LEAST_FINAL) {
      answer.request().connection().close();
      return fail(new ProtocolException("a status that no final response has"));
    }
    ResponseHead.copy(answer, response);
    if (writeSession().refreshed()) {
      ResponseHead.addTiming(response, passage.held());
    }
    return ResponseHead.isWithoutBody(request.method(), answer.statusCode())
        ? response.writeHead().compose(_ -> response.end())
        : stream(answer);
  }

  private Written writeSession() {
    var written = new SessionAnswer(exchange, passage).writeTo(response.headers());
    if (written.bytes() > 0) {
      sizes.response(written.bytes());
    }
    return written;
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
        .recover(_ -> response.reset());
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

  /// Answers in the application's place.
  private Future<Void> fail(Throwable failure) {
    if (response.headWritten() || response.closed()) {
      return Future.succeededFuture();
    }
    var error = error(failure);
    metrics.upstreamError(error);
    response.headers().clear();
    var _ = writeSession();
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
      case ProtocolException _ -> UpstreamError.INVALID_RESPONSE;
      case HttpClosedException _, IOException _ -> UpstreamError.RESET;
      default ->
          failure.getCause() instanceof TimeoutException
              ? UpstreamError.TIMEOUT
              : UpstreamError.INVALID_RESPONSE;
    };
  }
}
