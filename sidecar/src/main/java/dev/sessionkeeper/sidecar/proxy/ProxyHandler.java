package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Decision;
import dev.sessionkeeper.sidecar.decision.State;
import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.proxy.UpstreamCall.Instruments;
import dev.sessionkeeper.sidecar.session.Identity;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The request path: route, check, verify, refresh, decide, forward, write.
///
/// Check, verify and refresh are `SessionKeeper`; deciding is `FailurePolicy`; forwarding and
/// writing is `UpstreamCall`. Belongs to one event loop.
public final class ProxyHandler implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyHandler.class);

  private final Supplier<ProxyPolicy> policy;
  private final SessionKeeper keeper;
  private final BrowserEndpoints endpoints;
  private final TrafficMetrics metrics;
  private final Instruments instruments;
  private final LongSupplier nanos;
  private final HeadBudget heads;
  private final Connections connections;

  ProxyHandler(
      Supplier<ProxyPolicy> policy,
      SessionKeeper keeper,
      BrowserEndpoints endpoints,
      TrafficMetrics metrics,
      LongSupplier nanos,
      HeadBudget heads,
      Connections connections) {
    this.policy = policy;
    this.keeper = keeper;
    this.endpoints = endpoints;
    this.metrics = metrics;
    this.instruments = new Instruments(metrics, new CookieSizes(metrics), connections, heads);
    this.nanos = nanos;
    this.heads = heads;
    this.connections = connections;
  }

  @Override
  public void handle(HttpServerRequest request) {
    BodyIntake.begin(request);
    if (!connections.begin(request)) {
      return;
    }
    var size = sizeOf(request);
    if (!connections.take(size)) {
      overloaded(request).onComplete(_ -> connections.end(request));
      return;
    }
    served(request).onComplete(_ -> ended(request, size), bug -> fail(request, bug, size));
  }

  private static long sizeOf(HttpServerRequest request) {
    return Http2Head.isOf(request) ? Http2Streams.sizeOf(request) : HeadBudget.sizeOf(request);
  }

  private Future<Void> served(HttpServerRequest request) {
    try {
      return serve(request, policy.get());
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }

  /// What is known of a stream's request stays until the client has taken the answer.
  private void ended(HttpServerRequest request, long size) {
    if (!Http2Head.isOf(request) || Http2Streams.isClosed(request)) {
      gone(request, size);
    } else if (heads.take(Http2Streams.ANSWER_BYTES)) {
      Http2Streams.whenClosed(request, () -> gone(request, size + Http2Streams.ANSWER_BYTES));
    } else {
      Http2Streams.whenClosed(request, () -> gone(request, size));
      Http2Streams.cancel(request);
    }
  }

  private void gone(HttpServerRequest request, long size) {
    heads.give(size);
    connections.end(request);
  }

  private Future<Void> serve(HttpServerRequest request, ProxyPolicy inForce) {
    return switch (Routing.of(request, inForce, nanos.getAsLong())) {
      case Routing.Refused(var detail) -> refuse(request, detail);
      case Routing.Own(var exchange, var name) -> endpoints.serve(exchange, name);
      case Routing.Ignored(var exchange) -> ignore(exchange);
      case Routing.Kept kept -> keep(kept);
    };
  }

  /// The beginning of a body is in memory for as long as the session is being refreshed.
  private Future<Void> keep(Routing.Kept kept) {
    var request = kept.exchange().request();
    var decided = keeper.decide(kept.exchange());
    if (decided.isComplete()) {
      return decided.compose(known -> act(kept, known));
    }
    var body = HeadBudget.bodyOf(request);
    return heads.take(body)
        ? decided.onComplete(_ -> heads.give(body)).compose(known -> act(kept, known))
        : overloaded(request);
  }

  private Future<Void> overloaded(HttpServerRequest request) {
    metrics.request(TrafficMetrics.Rule.NONE, TrafficMetrics.State.REFUSED);
    if (Http2Head.isOf(request)) {
      Http2Streams.refuse(request);
      return Future.succeededFuture();
    }
    return Problem.overloaded().send(request);
  }

  private Future<Void> act(Routing.Kept kept, Decided decided) {
    return switch (decided.decision()) {
      case Decision.Forward forward -> forward(kept, forward, decided);
      case Decision.Deny deny -> deny(kept, deny, decided);
      case Decision.Forbid forbid -> forbid(kept, forbid, decided);
      case Decision.TryLater(var retryAfter) -> tryLater(kept, retryAfter);
    };
  }

  private Future<Void> forward(Routing.Kept kept, Decision.Forward forward, Decided decided) {
    metrics.request(Labels.of(kept.exchange().rule()), Labels.of(forward.state()));
    var passage =
        new Passage(
            Optional.of(forward.state()),
            decided.identity(),
            forward.browser(),
            decided.beside(),
            decided.held());
    return pass(kept.exchange(), kept.exchange().cookieFor(forward.upstream()), passage);
  }

  private Future<Void> ignore(Exchange exchange) {
    metrics.request(TrafficMetrics.Rule.IGNORE, TrafficMetrics.State.IGNORED);
    return pass(exchange, exchange.cookieFor(new Decision.Upstream.AsSent()), Passage.UNSEEN);
  }

  private Future<Void> pass(Exchange exchange, Optional<String> cookie, Passage passage) {
    metrics.overhead(Duration.ofNanos(nanos.getAsLong() - exchange.began()));
    instruments.sizes().request(cookie.orElseGet(exchange::cookieText).length());
    return new UpstreamCall(exchange, cookie, passage, instruments).start();
  }

  private Future<Void> deny(Routing.Kept kept, Decision.Deny deny, Decided decided) {
    metrics.request(Labels.of(kept.exchange().rule()), TrafficMetrics.State.DENIED);
    return turnAway(kept, Denial.of(kept), passage(deny.state(), deny.browser(), decided));
  }

  private Future<Void> forbid(Routing.Kept kept, Decision.Forbid forbid, Decided decided) {
    metrics.request(Labels.of(kept.exchange().rule()), TrafficMetrics.State.FORBIDDEN);
    var passage = passage(forbid.state(), forbid.browser(), decided);
    return turnAway(kept, Denial.of(kept, forbid.lack()), passage);
  }

  private static Passage passage(State state, Decision.Browser browser, Decided decided) {
    return new Passage(
        Optional.of(state), Identity.NONE, browser, Optional.empty(), decided.held());
  }

  private static Future<Void> turnAway(Routing.Kept kept, Denial denial, Passage passage) {
    var exchange = kept.exchange();
    new SessionAnswer(exchange, passage).writeTo(exchange.request().response().headers());
    return denial.send(exchange.request());
  }

  private Future<Void> tryLater(Routing.Kept kept, Duration retryAfter) {
    metrics.request(Labels.of(kept.exchange().rule()), Labels.of(State.UNAVAILABLE));
    var request = kept.exchange().request();
    var seconds = Math.max(1, retryAfter.toSeconds());
    request.response().putHeader("Retry-After", Long.toString(seconds));
    return Problem.unavailable().send(request);
  }

  /// What stands behind a refused request on the same connection may be part of it.
  private Future<Void> refuse(HttpServerRequest request, String detail) {
    metrics.request(TrafficMetrics.Rule.NONE, TrafficMetrics.State.REFUSED);
    connections.refuse(request);
    return Problem.badRequest(detail).send(request).compose(_ -> connections.refused(request));
  }

  /// The one edge of the data path where a bug ends up: it is logged once and answered.
  private void fail(HttpServerRequest request, Throwable bug, long size) {
    ended(request, size);
    var response = request.response();
    if (isOfConnection(bug)) {
      return;
    }
    LOG.atError().setCause(bug).log("a bug kept a request from being served");
    if (response.headWritten()) {
      response.reset();
    } else {
      response.headers().clear();
      Problem.bug().send(request);
    }
  }

  /// Browsers may leave at any time; what the application does, `UpstreamCall` has answered.
  private static boolean isOfConnection(Throwable failure) {
    return failure instanceof IOException || failure instanceof VertxException;
  }
}
