package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.proxy.SessionAnswer.Written;
import dev.sessionkeeper.sidecar.proxy.UpstreamCall.Instruments;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.Future;

/// The head of an answer: the application's, or ours in its place. A session that was refreshed is
/// in either.
final class AnswerHead {
  private final Exchange exchange;
  private final Passage passage;
  private final Instruments instruments;

  AnswerHead(Exchange exchange, Passage passage, Instruments instruments) {
    this.exchange = exchange;
    this.passage = passage;
    this.instruments = instruments;
  }

  /// Takes over what the application has answered. Nothing is sent yet.
  void copy(HttpResponse answer) {
    var response = exchange.request().response();
    ResponseHead.copy(answer, response);
    if (writeSession().refreshed()) {
      ResponseHead.addTiming(response, passage.held());
    }
  }

  /// Answers in the place of an application that did not.
  Future<Void> instead(UpstreamError error) {
    instruments.metrics().upstreamError(error);
    var _ = writeSession();
    return problem(error).send(exchange.request());
  }

  private Written writeSession() {
    var headers = exchange.request().response().headers();
    var written = new SessionAnswer(exchange, passage).writeTo(headers);
    if (written.lines() > 0) {
      instruments.sizes().response(written.bytes(), headers);
    }
    return written;
  }

  private static Problem problem(UpstreamError error) {
    return switch (error) {
      case SLOW_BODY -> Problem.requestTimeout();
      case TIMEOUT -> Problem.gatewayTimeout();
      case POOL_EXHAUSTED -> Problem.overloaded();
      case CONNECT, RESET, INVALID_RESPONSE -> Problem.badGateway();
    };
  }
}
