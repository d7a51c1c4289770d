package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import dev.sessionkeeper.sidecar.upstream.BodyFraming;
import dev.sessionkeeper.sidecar.upstream.Lease;
import dev.sessionkeeper.sidecar.upstream.ResponseSink;
import dev.sessionkeeper.sidecar.upstream.Upstream;
import dev.sessionkeeper.sidecar.upstream.UpstreamRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hands a request to the application and its answer to the browser. Bodies stream both ways; the
/// slower side sets the pace.
final class UpstreamCall implements ResponseSink {
  // Of HTTP/2: RFC 9113 section 7. What 0 would say is that nothing went wrong.
  private static final long INTERNAL_ERROR = 2;

  private final Exchange exchange;
  private final Optional<String> cookie;
  private final Passage passage;
  private final Connections connections;
  private final AnswerHead answerHead;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final BodyFraming framing;
  private final Repetition repetition;
  private final Place place;
  private final Promise<Void> done = Promise.promise();
  private @Nullable UpstreamRequest connection;
  private boolean hasHead;

  /// What all calls share.
  record Instruments(
      TrafficMetrics metrics, CookieSizes sizes, Connections connections, HeadBudget heads) {}

  /// @param cookie the `Cookie` header to send; absent for the very one that came
  UpstreamCall(
      Exchange exchange, Optional<String> cookie, Passage passage, Instruments instruments) {
    this.exchange = exchange;
    this.cookie = cookie;
    this.passage = passage;
    this.connections = instruments.connections();
    this.answerHead = new AnswerHead(exchange, passage, instruments);
    this.request = exchange.request();
    this.response = request.response();
    this.framing = Framing.of(request);
    this.repetition = new Repetition(request.method(), framing);
    this.place = new Place(upstream(), instruments.heads(), HeadBudget.bodyOf(request), this::send);
  }

  /// Starts; the future ends with the response and fails for a bug alone. A session that was
  /// refreshed reaches the browser whatever the application does.
  Future<Void> start() {
    if (response.closed()) {
      return Future.succeededFuture();
    }
    response.closeHandler(_ -> leave());
    place.ask();
    return done.future();
  }

  private Upstream upstream() {
    var upstream = exchange.policy().upstream();
    return framing == BodyFraming.UPGRADE ? upstream.forWebSockets() : upstream;
  }

  /// The browser is gone; nobody waits for the answer.
  private void leave() {
    if (connection != null) {
      connection.reset();
      connection = null;
    } else {
      place.leave();
    }
    done.tryComplete();
  }

  private void send(Lease lease) {
    switch (lease) {
      case Lease.Refused(var error) -> fail(error);
      case Lease.Lent(var lent) when response.closed() -> lent.giveBack();
      case Lease.Lent(var lent) -> send(lent);
    }
  }

  private void send(UpstreamRequest lent) {
    connection = lent;
    RequestHead.write(exchange, cookie, passage, lent.head());
    if (framing.hasBody()) {
      request.handler(this::sendPart).endHandler(_ -> sendEnd()).exceptionHandler(_ -> {});
    }
    lent.begin(framing, !request.method().equals(HttpMethod.HEAD), this);
    if (framing.hasBody()) {
      Expectation.fulfil(request);
    }
    if (!request.isEnded()) {
      BodyIntake.resume(request);
    }
  }

  private void sendPart(Buffer part) {
    if (connection == null) {
      return;
    }
    repetition.bodyTaken();
    connection.write(part);
    if (connection.isFull()) {
      BodyIntake.pause(request);
    }
  }

  private void sendEnd() {
    if (connection != null) {
      repetition.bodyTaken();
      connection.end();
    }
  }

  @Override
  public void writable() {
    BodyIntake.resume(request);
  }

  @Override
  public void hints(HttpHeaders headers) {
    if (request.version() != HttpVersion.HTTP_1_0) {
      response.writeEarlyHints(ResponseHead.hints(headers));
    }
  }

  @Override
  public void head(HttpResponse answer) {
    hasHead = true;
    answerHead.copy(answer);
    if (ResponseHead.isWithoutBody(request.method(), answer.status().code())) {
      ResponseHead.writeWithoutBody(response);
    } else if (!answer.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      ResponseHead.markEnd(request);
    }
  }

  /// What is remembered of the request ends here: a WebSocket may stay open for days.
  @Override
  public void upgraded(HttpResponse answer) {
    var from = Objects.requireNonNull(connection);
    connection = null;
    answerHead.copy(answer);
    ResponseHead.addUpgrade(response);
    response.closeHandler(null);
    request
        .toNetSocket()
        .onSuccess(socket -> connections.upgraded(request, from.join(socket)))
        .onFailure(_ -> from.reset())
        .onComplete(_ -> forget());
  }

  /// Vert.x keeps both heads for as long as the connection is open; a cookie is most of them.
  private void forget() {
    request.headers().clear();
    response.headers().clear();
    done.tryComplete();
  }

  @Override
  public void body(Buffer part) {
    var from = connection;
    response.write(part);
    if (response.writeQueueFull() && from != null) {
      from.pause();
      response.drainHandler(_ -> readOn(from));
    }
  }

  private void readOn(UpstreamRequest from) {
    if (from.equals(connection)) {
      from.resume();
    }
  }

  /// The head goes out at once where no part of the body came along with it.
  @Override
  public void flush() {
    if (hasHead && !response.headWritten()) {
      response.writeHead();
    }
  }

  @Override
  public void end(Buffer last, HttpHeaders trailers) {
    connection = null;
    trailers.forEach(trailer -> response.putTrailer(trailer.getKey(), trailer.getValue()));
    if (framing.hasBody()) {
      UnreadBody.drop(request);
    }
    // An empty part would be a frame of HTTP/2 of its own, which gRPC takes for an answer cut
    // short.
    var _ = last.length() == 0 ? response.end() : response.end(last);
    done.tryComplete();
  }

  @Override
  public void fail(UpstreamError error) {
    connection = null;
    if (response.closed()) {
      done.tryComplete();
    } else if (hasHead) {
      cut(INTERNAL_ERROR);
    } else if (error == UpstreamError.RESET && repetition.takeAfterLoss()) {
      place.ask();
    } else {
      answerHead.instead(error).onComplete(_ -> done.tryComplete());
    }
  }

  @Override
  public void refused() {
    connection = null;
    BodyIntake.pause(request);
    if (!response.closed() && repetition.takeAfterRefusal()) {
      place.ask();
    } else {
      fail(UpstreamError.RESET);
    }
  }

  @Override
  public void cut(long code) {
    connection = null;
    response.reset(code);
    done.tryComplete();
  }

  @Override
  public void bug(Throwable failure) {
    connection = null;
    done.tryFail(failure);
  }
}
