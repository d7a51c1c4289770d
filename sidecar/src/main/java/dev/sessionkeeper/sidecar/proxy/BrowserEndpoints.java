package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Decision;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Decision.Upstream;
import dev.sessionkeeper.sidecar.decision.State;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.refresh.RefreshCause;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.telemetry.EndpointTelemetry;
import dev.sessionkeeper.sidecar.telemetry.EndpointTelemetry.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/// Answers scripts of the browser. The session is kept as on a route that requires one, so only a
/// verified one is told of. Belongs to one event loop.
final class BrowserEndpoints {
  /// A token younger than that is not refreshed because a script asks.
  static final Duration YOUNG = Duration.ofSeconds(60);

  private static final Browser UNTOUCHED = new Browser.Untouched();

  private final SessionKeeper keeper;
  private final ClockSkew skew;
  private final EndpointTelemetry telemetry;

  BrowserEndpoints(SessionKeeper keeper, ClockSkew skew, EndpointTelemetry telemetry) {
    this.keeper = keeper;
    this.skew = skew;
    this.telemetry = telemetry;
  }

  /// Serves a request for one of the sidecar's own paths.
  ///
  /// @param name of the endpoint, as the path has it
  Future<Void> serve(Exchange exchange, String name) {
    var endpoint = Endpoint.named(name);
    if (endpoint.isEmpty()) {
      telemetry.answered(EndpointTelemetry.Endpoint.UNKNOWN, Outcome.REFUSED);
      return EndpointResponse.send(exchange, EndpointProblem.NO_SUCH_ENDPOINT);
    }
    return serve(exchange, endpoint.get());
  }

  private Future<Void> serve(Exchange exchange, Endpoint endpoint) {
    var request = exchange.request();
    if (!request.method().name().equals(endpoint.method())) {
      telemetry.answered(endpoint.label(), Outcome.REFUSED);
      request.response().putHeader("Allow", endpoint.method());
      return EndpointResponse.send(exchange, EndpointProblem.METHOD_NOT_ALLOWED);
    }
    if (!OwnScript.made(exchange)) {
      telemetry.answered(endpoint.label(), Outcome.REFUSED);
      return EndpointResponse.send(exchange, EndpointProblem.NOT_SAME_ORIGIN);
    }
    return answer(exchange, endpoint)
        .onSuccess(answer -> telemetry.answered(endpoint.label(), answer.outcome()))
        .compose(answer -> EndpointResponse.send(exchange, endpoint, answer));
  }

  private Future<EndpointAnswer> answer(Exchange exchange, Endpoint endpoint) {
    return switch (endpoint) {
      case SESSION, TOKEN -> keeper.decide(exchange).map(decided -> held(exchange, decided));
      case REFRESH -> keeper.decide(exchange).compose(decided -> renewed(exchange, decided));
      case SIGN_OUT -> new SignOutRequest(exchange, skew.now(), telemetry).serve();
    };
  }

  private static EndpointAnswer held(Exchange exchange, Decided decided) {
    return switch (decided.decision()) {
      case Decision.Forward(_, var upstream, var browser) ->
          sessionIn(exchange, upstream)
              .<EndpointAnswer>map(session -> new EndpointAnswer.SignedIn(session, browser))
              .orElseGet(() -> new EndpointAnswer.Anonymous(browser));
      case Decision.Deny(_, var browser) -> new EndpointAnswer.Anonymous(browser);
      case Decision.Forbid(_, var browser, _) -> new EndpointAnswer.Anonymous(browser);
      case Decision.TryLater(var retryAfter) -> EndpointAnswer.unavailable(Optional.of(retryAfter));
    };
  }

  /// The session that an application would be shown.
  private static Optional<Session> sessionIn(Exchange exchange, Upstream upstream) {
    return switch (upstream) {
      case Upstream.Shown(var session) -> Optional.of(session);
      case Upstream.Stripped() -> Optional.empty();
      case Upstream.AsSent() ->
          StoredSession.in(exchange.cookies(), exchange.policy().cookieName())
                  instanceof StoredSession.Found found
              ? Optional.of(found.session())
              : Optional.empty();
    };
  }

  private Future<EndpointAnswer> renewed(Exchange exchange, Decided decided) {
    var held = held(exchange, decided);
    if (!(held instanceof EndpointAnswer.SignedIn(var session, _))
        || (decided.decision() instanceof Decision.Forward forward
            && forward.state() == State.REFRESHED)) {
      return Future.succeededFuture(held);
    }
    if (decided.beside().isPresent()) {
      return decided.beside().get().map(BrowserEndpoints::renewed);
    }
    return isYoung(session) || session.refreshToken().value().isEmpty()
        ? Future.succeededFuture(held)
        : exchange
            .policy()
            .coordinator()
            .refresh(
                session,
                new Verification.Verified(),
                RefreshCause.ASKED,
                exchange.policy().endUsers().of(exchange.request()))
            .map(BrowserEndpoints::renewed);
  }

  private boolean isYoung(Session session) {
    var oldest = skew.now().atServer().minus(YOUNG);
    return session.claims().issuedAt().filter(oldest::isBefore).isPresent();
  }

  /// The token is still valid, so the cookies stay whatever the Auth server says.
  private static EndpointAnswer renewed(RefreshOutcome outcome) {
    return switch (outcome) {
      case RefreshOutcome.Refreshed(var session, _) ->
          new EndpointAnswer.SignedIn(session, new Browser.Write(session));
      case RefreshOutcome.Rejected _ ->
          new EndpointAnswer.Failed(
              EndpointProblem.SESSION_ENDED, Optional.empty(), Outcome.ANONYMOUS, UNTOUCHED);
      case RefreshOutcome.Unavailable(_, var retryAfter) -> EndpointAnswer.unavailable(retryAfter);
    };
  }
}
