package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.AppCookieRule;
import dev.sessionkeeper.contract.ClientAddress;
import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookieScope;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.contract.IdentityConfig;
import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.contract.UnprefixedCookies;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The configuration of a stage: what the operator writes, with what a test changes.
public final class TestConfig {
  static final String COOKIE = "sb-shop-auth-token";

  private List<RouteConfig> routes =
      List.of(
          route("/static/*", SessionRule.IGNORE, ""),
          route("/dashboard/*", SessionRule.REQUIRE, "/login"),
          route("/api/*", SessionRule.REQUIRE, ""),
          route("/*", SessionRule.REFRESH, ""));
  private List<String> trustedProxies = List.of();
  private Duration idleTimeout = Duration.ofSeconds(75);
  private Duration webSocketIdleTimeout = Duration.ofMinutes(5);
  private boolean h2c;
  private Duration connectTimeout = Duration.ofSeconds(2);
  private Duration responseTimeout = Duration.ofMinutes(1);
  private Duration keepAlive = Duration.ofMinutes(1);
  private String upstreamHost = "127.0.0.1";
  private SidecarConfig.Protocol protocol = SidecarConfig.Protocol.HTTP1;
  private int maxConnections = 256;
  private int otherPort;
  private String domain = "";
  private boolean partitioned;
  private SidecarConfig.VerifyMode mode = SidecarConfig.VerifyMode.SECRET;
  private InvalidCookies invalid = InvalidCookies.KEEP;
  private ClientAddress clientAddress = ClientAddress.NONE;
  private CookiePrefix prefix = CookiePrefix.NONE;
  private UnprefixedCookies unprefixed = UnprefixedCookies.MIGRATE;
  private List<CookieScope> alsoClear = List.of();
  private List<AppCookieRule> harden = List.of();
  private IdentityConfig identity = IdentityConfig.NONE;
  private boolean endpoints;
  private SidecarConfig.SignOutScope signOutScope = SidecarConfig.SignOutScope.GLOBAL;

  static RouteConfig route(String path, SessionRule rule, String signIn) {
    return new RouteConfig(path, List.of(), List.of(), rule, signIn);
  }

  /// A rule that asks for claims.
  static RouteConfig demanding(
      String path, Assurance assurance, String stepUp, List<String> roles, ClaimRule... claims) {
    return new RouteConfig(
        path,
        "",
        List.of(),
        List.of(),
        List.of(),
        SessionRule.REQUIRE,
        "/login",
        assurance,
        stepUp,
        roles,
        List.of(claims));
  }

  /// A rule with a pattern, or with header fields.
  static RouteConfig matching(String path, String pattern, SessionRule rule, String... headers) {
    return new RouteConfig(
        path,
        pattern,
        List.of(),
        List.of(),
        List.of(headers),
        rule,
        "",
        Assurance.AAL1,
        "",
        List.of(),
        List.of());
  }

  TestConfig routes(RouteConfig... value) {
    routes = List.of(value);
    return this;
  }

  TestConfig trustedProxies(String... value) {
    trustedProxies = List.of(value);
    return this;
  }

  TestConfig idleTimeout(Duration value) {
    idleTimeout = value;
    return this;
  }

  TestConfig webSocketIdleTimeout(Duration value) {
    webSocketIdleTimeout = value;
    return this;
  }

  TestConfig h2c() {
    h2c = true;
    return this;
  }

  TestConfig h2cUpstream() {
    protocol = SidecarConfig.Protocol.H2C;
    return this;
  }

  /// Another application than that of the stage.
  TestConfig app(int port) {
    otherPort = port;
    return this;
  }

  public TestConfig upstreamHost(String value) {
    upstreamHost = value;
    return this;
  }

  public TestConfig connectTimeout(Duration value) {
    connectTimeout = value;
    return this;
  }

  TestConfig responseTimeout(Duration value) {
    responseTimeout = value;
    return this;
  }

  TestConfig keepAlive(Duration value) {
    keepAlive = value;
    return this;
  }

  TestConfig maxConnections(int value) {
    maxConnections = value;
    return this;
  }

  TestConfig domain(String value) {
    domain = value;
    return this;
  }

  TestConfig partitioned() {
    partitioned = true;
    return this;
  }

  TestConfig mode(SidecarConfig.VerifyMode value) {
    mode = value;
    return this;
  }

  TestConfig invalid(InvalidCookies value) {
    invalid = value;
    return this;
  }

  TestConfig clientAddress(ClientAddress value) {
    clientAddress = value;
    return this;
  }

  TestConfig prefix(CookiePrefix value) {
    prefix = value;
    return this;
  }

  TestConfig unprefixed(UnprefixedCookies value) {
    unprefixed = value;
    return this;
  }

  TestConfig alsoClear(CookieScope... value) {
    alsoClear = List.of(value);
    return this;
  }

  TestConfig harden(AppCookieRule... value) {
    harden = List.of(value);
    return this;
  }

  TestConfig identity(IdentityConfig.TokenHeader accessToken, IdentityConfig.Claim... claims) {
    identity = new IdentityConfig(List.of(claims), accessToken);
    return this;
  }

  /// Serves the browser endpoints.
  TestConfig endpoints() {
    endpoints = true;
    return this;
  }

  TestConfig signOutScope(SidecarConfig.SignOutScope value) {
    signOutScope = value;
    return this;
  }

  public SidecarConfig of(String authUrl, int appPort) {
    return new SidecarConfig(
        new SidecarConfig.PolicyReference("shop", "web", 1),
        new SidecarConfig.Listener(
            "127.0.0.1", 1, 65_536, idleTimeout, webSocketIdleTimeout, Duration.ofSeconds(25), h2c),
        new SidecarConfig.Admin("127.0.0.1", 2),
        new SidecarConfig.Upstream(
            upstreamHost,
            otherPort == 0 ? appPort : otherPort,
            protocol,
            connectTimeout,
            responseTimeout,
            keepAlive,
            maxConnections,
            identity),
        new SidecarConfig.Supabase(
            URI.create("https://shop.supabase.co"),
            URI.create(authUrl),
            COOKIE,
            "/key",
            clientAddress),
        routes,
        refresh(),
        new SidecarConfig.Verify(mode, "/secret"),
        new CookiesConfig(
            true,
            true,
            SameSite.LAX,
            "/",
            domain,
            partitioned,
            Encoding.BASE64_URL,
            invalid,
            prefix,
            unprefixed,
            alsoClear,
            harden),
        new SidecarConfig.Endpoints(endpoints, signOutScope),
        trustedProxies,
        SidecarConfig.LogLevel.INFO);
  }

  private static SidecarConfig.Refresh refresh() {
    return new SidecarConfig.Refresh(
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(10),
        OnUnavailable.ANONYMOUS,
        32,
        50,
        100,
        Duration.ofMinutes(1),
        4 << 20,
        SharedStoreConfig.NONE);
  }
}
