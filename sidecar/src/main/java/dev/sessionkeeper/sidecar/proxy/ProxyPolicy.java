package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.cookie.AppCookies;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.decision.BrowserLines;
import dev.sessionkeeper.sidecar.decision.FailurePolicy;
import dev.sessionkeeper.sidecar.refresh.RefreshCoordinator;
import dev.sessionkeeper.sidecar.route.OwnPath;
import dev.sessionkeeper.sidecar.route.RouteTable;
import dev.sessionkeeper.sidecar.session.CookieName;
import dev.sessionkeeper.sidecar.session.CookieTransition;
import dev.sessionkeeper.sidecar.session.IdentityRules;
import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import dev.sessionkeeper.sidecar.upstream.Upstream;
import dev.sessionkeeper.sidecar.verify.Verifier;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A policy as the data path uses it: compiled once, swapped as a whole. A request keeps the one
/// that it began with.
///
/// @param freshSessions what is known of sessions under this policy
/// @param signOut what the endpoints for scripts need; empty where they are off
record ProxyPolicy(
    RouteTable routes,
    CookieName cookieName,
    CookieAttributes attributes,
    Encoding encoding,
    AppCookies appCookies,
    BrowserLines browserLines,
    RecentMoves moves,
    RefreshWindow window,
    FailurePolicy refreshRoutes,
    FailurePolicy requireRoutes,
    TrustedProxies trustedProxies,
    EndUsers endUsers,
    Upstream upstream,
    Verifier verifier,
    RefreshCoordinator coordinator,
    IdentityRules identity,
    FreshSessions freshSessions,
    Optional<SignOut> signOut) {

  static ProxyPolicy of(
      SidecarConfig config,
      Upstream upstream,
      Verifier verifier,
      RefreshCoordinator coordinator,
      AuthServer server,
      LongSupplier nanos) {
    var identity = IdentityRules.of(config.upstream().identity());
    var trusted = TrustedProxies.of(config.trustedProxies());
    var cookieName = new CookieName(config.supabase().cookieName());
    return new ProxyPolicy(
        RouteTable.of(config.routes()),
        cookieName,
        CookieAttributes.of(config.cookies()),
        config.cookies().encoding(),
        AppCookies.of(config.cookies().harden(), cookieName::isOfSignIn),
        BrowserLines.of(config.cookies(), cookieName),
        new RecentMoves(nanos),
        new RefreshWindow(config.refresh().margin(), config.refresh().early()),
        FailurePolicy.of(config, SessionRule.REFRESH),
        FailurePolicy.of(config, SessionRule.REQUIRE),
        trusted,
        new EndUsers(config.supabase().clientAddress(), trusted),
        upstream,
        verifier,
        coordinator,
        identity,
        FreshSessions.under(identity),
        config.endpoints().enabled() ? Optional.of(SignOut.of(config, server)) : Optional.empty());
  }

  /// Whether a path is the sidecar's own; none is while the endpoints are off.
  OwnPath ownPath(String path) {
    return signOut.isPresent() ? OwnPath.of(path) : OwnPath.NONE;
  }

  FailurePolicy failurePolicy(SessionRule rule) {
    return switch (rule) {
      case REQUIRE -> requireRoutes;
      case REFRESH, IGNORE -> refreshRoutes;
    };
  }

  /// The way from the cookies of a request to a session. A text that cannot be written raw, because
  /// of half a surrogate pair, is written as base64url, which every reader understands.
  CookieTransition transition(Session session, CookieHeader from) {
    return CookieTransition.to(session, from, cookieName, encoding)
        .or(() -> CookieTransition.to(session, from, cookieName, Encoding.BASE64_URL))
        .orElseGet(() -> CookieTransition.toNothing(from, cookieName));
  }
}
