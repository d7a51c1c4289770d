package dev.sessionkeeper.contract;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Everything a sidecar has to know, as one tree of JDK types.
///
/// The writer states every value; the sidecar has no defaults of its own. Secrets are named by file
/// path and never appear here, so the tree may be stored in a ConfigMap and printed.
///
/// @param policy the policy that this configuration was made from
/// @param listener where requests of browsers arrive
/// @param admin where probes and metrics are served
/// @param upstream the application
/// @param supabase the Auth server and the name of the session cookie
/// @param routes the first match wins; a request that matches none is refreshed
/// @param refresh when and how sessions are refreshed
/// @param verify how access tokens are verified
/// @param cookies the attributes of the session cookies
/// @param endpoints what scripts of the browser may ask of the sidecar itself
/// @param trustedProxies CIDR blocks of peers whose forwarding headers are believed
/// @param logLevel the least severe level that is logged
public record SidecarConfig(
    PolicyReference policy,
    Listener listener,
    Admin admin,
    Upstream upstream,
    Supabase supabase,
    List<Route> routes,
    Refresh refresh,
    Verify verify,
    Cookies cookies,
    Endpoints endpoints,
    List<String> trustedProxies,
    LogLevel logLevel) {

  public SidecarConfig {
    routes = List.copyOf(routes);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// Names the policy and the generation of it that was rendered.
  public record PolicyReference(String namespace, String name, long generation) {}

  /// The downstream side.
  ///
  /// @param maxHeaderBytes the longest request or response head in bytes; longer is answered 431
  /// @param idleTimeout how long a connection stays open while nothing moves on it; waiting for the
  ///     application does not count
  /// @param webSocketIdleTimeout how long a WebSocket stays open while nothing moves on it
  /// @param drainTimeout how long running requests and WebSockets may take once the sidecar is told
  ///     to stop
  /// @param h2c whether HTTP/2 with prior knowledge is served as well
  public record Listener(
      String host,
      int port,
      int maxHeaderBytes,
      Duration idleTimeout,
      Duration webSocketIdleTimeout,
      Duration drainTimeout,
      boolean h2c) {}

  /// The admin port: `/livez`, `/readyz`, `/metrics`, `/version`.
  public record Admin(String host, int port) {}

  /// The application.
  ///
  /// @param protocol what it is spoken to in
  /// @param connectTimeout how long connecting may take, and waiting for a free connection
  /// @param responseTimeout how long the head of a response may take; longer is answered 504
  /// @param keepAlive how long an idle connection is kept; must be below the application's own
  /// @param maxConnections the largest number of connections to the application; over HTTP/2 of
  ///     requests at a time, which share few connections
  /// @param identity what it is told about verified users
  public record Upstream(
      String host,
      int port,
      Protocol protocol,
      Duration connectTimeout,
      Duration responseTimeout,
      Duration keepAlive,
      int maxConnections,
      IdentityConfig identity) {}

  /// What the application is spoken to in.
  public enum Protocol {
    /// HTTP/1.1.
    HTTP1,
    /// HTTP/2 without TLS, known of beforehand; WebSockets over HTTP/1.1. Source: RFC 9113 section
    /// 3.3.
    H2C
  }

  /// The Auth server.
  ///
  /// @param url the Supabase URL that the application was given; part of the key of every session
  /// @param authUrl where the Auth server is called, without a trailing slash
  /// @param cookieName the name of the session cookie, without chunk suffix
  /// @param publishableKeyFile the file that holds the API key
  /// @param clientAddress whether it is told of the visitors behind token calls
  public record Supabase(
      URI url,
      URI authUrl,
      String cookieName,
      String publishableKeyFile,
      ClientAddress clientAddress) {}

  /// One rule of the route table. It has a path or a pattern.
  ///
  /// @param path a glob: `*` stands for any text, slashes included; a trailing `/*` for nothing as
  ///     well, so that `/dashboard/*` covers `/dashboard`; empty for none
  /// @param pathPattern a regular expression of RE2 for the whole path; empty for none
  /// @param methods the methods it applies to; empty for all
  /// @param hosts the hosts it applies to; empty for all
  /// @param headers the header fields that a request must have for it to apply, whatever they hold
  /// @param signIn the path that a navigation without session is sent to; empty for none
  /// @param assurance how strongly the visitor must have signed in
  /// @param stepUp the path that a navigation of too little assurance is sent to; empty for none
  /// @param roles the roles of which the session must have one; empty for any
  /// @param claims what else the access token must say, all of it
  public record Route(
      String path,
      String pathPattern,
      List<String> methods,
      List<String> hosts,
      List<String> headers,
      SessionRule session,
      String signIn,
      Assurance assurance,
      String stepUp,
      List<String> roles,
      List<ClaimRule> claims) {

    public Route {
      methods = List.copyOf(methods);
      hosts = List.copyOf(hosts);
      headers = List.copyOf(headers);
      roles = List.copyOf(roles);
      claims = List.copyOf(claims);
    }

    /// A rule that asks for no more than a session.
    public Route(
        String path, List<String> methods, List<String> hosts, SessionRule session, String signIn) {
      this(
          path,
          "",
          methods,
          hosts,
          List.of(),
          session,
          signIn,
          Assurance.AAL1,
          "",
          List.of(),
          List.of());
    }

    /// Whether it asks for more than a verified session.
    public boolean asksForClaims() {
      return assurance != Assurance.AAL1 || !roles.isEmpty() || !claims.isEmpty();
    }
  }

  /// How strongly a visitor has signed in. Source: NIST SP 800-63B, the claim `aal` of Supabase.
  public enum Assurance {
    /// In any way.
    AAL1,
    /// With a second factor.
    AAL2
  }

  /// What an access token must say.
  ///
  /// @param name the path of a claim, its segments divided by dots, such as `app_metadata.plan`
  /// @param values of which the claim must be one, or hold one where it is a list
  public record ClaimRule(String name, List<String> values) {

    public ClaimRule {
      values = List.copyOf(values);
    }
  }

  /// What a route asks of the session.
  public enum SessionRule {
    /// The session is neither read nor written.
    IGNORE,
    /// The session is refreshed when it is due; requests without session pass.
    REFRESH,
    /// As `REFRESH`, and only verified sessions pass.
    REQUIRE
  }

  /// When and how sessions are refreshed.
  ///
  /// @param margin remaining life below which a request waits for the refresh
  /// @param early remaining life below which a refresh runs beside the request
  /// @param timeout the longest that a request is held, a retry included
  /// @param onUnavailable what happens to an expired session while the Auth server is unavailable
  /// @param maxConcurrent the largest number of token calls at a time
  /// @param requestsPerSecond the sustained rate of token calls
  /// @param burst how many token calls may be made at once after a pause
  /// @param replay how long the result of a refresh answers late callers with the old token
  /// @param replayBytes the largest size of the replay cache in bytes
  /// @param sharedStore what replicas share, if anything
  public record Refresh(
      Duration margin,
      Duration early,
      Duration timeout,
      OnUnavailable onUnavailable,
      int maxConcurrent,
      int requestsPerSecond,
      int burst,
      Duration replay,
      int replayBytes,
      SharedStoreConfig sharedStore) {}

  /// What the application sees of an expired session that could not be refreshed.
  public enum OnUnavailable {
    /// The request is forwarded without the session.
    ANONYMOUS,
    /// The request is answered 503 with `Retry-After`.
    SERVICE_UNAVAILABLE
  }

  /// How access tokens are verified.
  ///
  /// @param jwtSecretFile the file that holds the HS256 secret; empty for none
  public record Verify(VerifyMode mode, String jwtSecretFile) {}

  /// Where the trust in an access token comes from.
  public enum VerifyMode {
    /// Keys where the server publishes them, else the secret where there is one, else the server.
    AUTO,
    /// The server's published keys (JWKS).
    KEYS,
    /// The HS256 secret.
    SECRET,
    /// The server's answer to `GET /user`.
    USER
  }

  /// The attributes of the session cookies.
  ///
  /// @param domain empty for a host-only cookie
  /// @param invalid what happens to cookies that are forged or malformed
  /// @param prefix what stands before the cookie's name in browsers
  /// @param unprefixed what cookies without the prefix count
  /// @param alsoClear scopes in which stale copies are deleted
  /// @param harden what cookies of the application must leave with; the first match decides
  public record Cookies(
      boolean httpOnly,
      boolean secure,
      SameSite sameSite,
      String path,
      String domain,
      boolean partitioned,
      Encoding encoding,
      InvalidCookies invalid,
      CookiePrefix prefix,
      UnprefixedCookies unprefixed,
      List<CookieScope> alsoClear,
      List<AppCookieRule> harden) {

    public Cookies {
      alsoClear = List.copyOf(alsoClear);
      harden = List.copyOf(harden);
    }
  }

  /// The `SameSite` attribute.
  public enum SameSite {
    STRICT,
    LAX,
    NONE
  }

  /// How the session is written into its cookie; reading understands both.
  public enum Encoding {
    BASE64_URL,
    RAW
  }

  /// What the browser is told about session cookies that are forged or malformed.
  public enum InvalidCookies {
    KEEP,
    DELETE
  }

  /// The endpoints for scripts of the browser, below `/.sessionkeeper/`.
  ///
  /// @param enabled whether they are served; otherwise such paths are the application's
  /// @param signOutScope which sessions of the user a sign-out ends
  public record Endpoints(boolean enabled, SignOutScope signOutScope) {}

  /// Which sessions a sign-out ends.
  public enum SignOutScope {
    /// All sessions of the user.
    GLOBAL,
    /// The one that the request carries.
    LOCAL,
    /// All but the one that the request carries.
    OTHERS
  }

  /// A log level, most severe first.
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }
}
