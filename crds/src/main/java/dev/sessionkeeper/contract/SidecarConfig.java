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
    List<RouteConfig> routes,
    Refresh refresh,
    Verify verify,
    CookiesConfig cookies,
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
