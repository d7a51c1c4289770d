package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.decision.Decision;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.State;
import dev.sessionkeeper.sidecar.route.Needs;
import dev.sessionkeeper.sidecar.session.Identity;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// A request on its way, and the policy that it began with.
final class Exchange {
  private final HttpServerRequest request;
  private final ProxyPolicy policy;
  private final SessionRule rule;
  private final Needs needs;
  private final long began;

  /// What is to be said about the session, once the application answers.
  ///
  /// @param state absent where the session was not looked at
  /// @param identity what the application is told of the user
  /// @param beside a refresh that runs while the application works
  /// @param held how long the request waited for a refresh, in nanoseconds; 0 for not at all
  record Passage(
      Optional<State> state,
      Identity identity,
      Browser browser,
      Optional<Future<RefreshOutcome>> beside,
      long held) {

    /// The passage of a request whose session is not looked at.
    static final Passage UNSEEN =
        new Passage(Optional.empty(), Identity.NONE, new Browser.Untouched(), Optional.empty(), 0);
  }

  Exchange(
      HttpServerRequest request, ProxyPolicy policy, SessionRule rule, Needs needs, long began) {
    this.request = request;
    this.policy = policy;
    this.rule = rule;
    this.needs = needs;
    this.began = began;
  }

  HttpServerRequest request() {
    return request;
  }

  ProxyPolicy policy() {
    return policy;
  }

  /// What the route asks of the session.
  SessionRule rule() {
    return rule;
  }

  /// What the route asks of the session's claims.
  Needs needs() {
    return needs;
  }

  /// When the head was read, in nanoseconds of the monotonic clock.
  long began() {
    return began;
  }

  /// The address that the request came from.
  String peer() {
    return PeerAddress.of(request);
  }

  /// Whether it came from a proxy whose forwarding headers are believed.
  boolean isFromTrustedProxy() {
    return policy.trustedProxies().contains(peer());
  }

  /// The text of all `Cookie` fields, under the names that the application knows.
  String cookieText() {
    return policy.browserLines().names().toApp(sentText());
  }

  /// The cookies as the browser sent them.
  CookieHeader sentCookies() {
    return CookieHeader.parse(sentText());
  }

  private String sentText() {
    var fields = request.headers().getAll(HttpHeaders.COOKIE);
    return fields.size() == 1 ? fields.getFirst() : String.join("; ", fields);
  }

  /// The cookies, taken apart. Not kept: thousands of requests may wait for the application, and
  /// most of them need their cookies no more.
  CookieHeader cookies() {
    return CookieHeader.parse(cookieText());
  }

  /// The `Cookie` header that the application is sent.
  ///
  /// @return blank for none; absent for the very one that came
  Optional<String> cookieFor(Decision.Upstream upstream) {
    return switch (upstream) {
      case Decision.Upstream.AsSent() -> asSent();
      case Decision.Upstream.Stripped() ->
          Optional.of(cookies().without(policy.cookieName()::owns));
      case Decision.Upstream.Shown(var session) ->
          Optional.of(
              cookies()
                  .replacing(
                      policy.cookieName()::owns, policy.transition(session, cookies()).target()));
    };
  }

  private Optional<String> asSent() {
    if (policy.browserLines().names().areOfApp()) {
      return Optional.empty();
    }
    var sent = sentText();
    return Optional.of(cookieText()).filter(text -> !text.equals(sent));
  }

  /// A header field of the request; blank where there is none.
  String header(CharSequence name) {
    var value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
