package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.refresh.RefreshCoordinator;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.supabase.ApiKey;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.sidecar.supabase.UserAnswer;
import dev.sessionkeeper.sidecar.telemetry.Metrics;
import dev.sessionkeeper.sidecar.telemetry.RefreshTelemetry;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.upstream.Upstream;
import dev.sessionkeeper.sidecar.verify.JwtSecret;
import dev.sessionkeeper.sidecar.verify.Verifier;
import dev.sessionkeeper.simulator.AuthSimulator;
import dev.sessionkeeper.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything around the data path on real sockets: browsers and the application are played by the
/// test, the Auth server is the simulator.
final class Stage implements AutoCloseable {
  private static final String SECRET = "simulated-secret-of-sufficient-length";
  private static final long AMPLE = 5L << 20;

  private final AuthStage auth = AuthStage.with(SimulatorOptions.defaults());
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Metrics metrics = new Metrics();
  private final App app = new App();
  private final List<Wire> browsers = new ArrayList<>();
  private final ProxyServer proxy;
  private final int port;
  private volatile Supplier<Optional<JwtSecret>> secret = () -> JwtSecret.of(SECRET);

  private Stage(TestConfig settings, HeadBudget heads, long backlog) {
    var clock = Clock.systemUTC();
    var config = settings.of(auth.simulator().url(), app.port());
    var skew = new ClockSkew(clock);
    // On the event loop of the proxy, as in a sidecar.
    var server =
        new AuthServer(
            vertx, URI.create(auth.simulator().url()), () -> ApiKey.of("anon-key"), "test", clock);
    var traffic = new TrafficMetrics(metrics);
    proxy =
        new ProxyServer(
            vertx,
            config.listener(),
            skew,
            traffic,
            System::nanoTime,
            heads,
            Backlog.of(backlog, traffic));
    proxy.apply(
        config,
        Upstream.of(vertx, config, clock),
        verifier(config, server, clock),
        flights(config, server, skew),
        server);
    port = AuthStage.answer(proxy.listen(0, "127.0.0.1")).actualPort();
  }

  static Stage open() {
    return with(new TestConfig());
  }

  static Stage with(TestConfig settings) {
    return with(settings, HeadBudget.ofHeap());
  }

  /// A stage that holds few heads at a time.
  static Stage with(TestConfig settings, HeadBudget heads) {
    return new Stage(settings, heads, AMPLE);
  }

  /// A stage that holds little of requests that nobody has begun to serve.
  ///
  /// @param backlog in bytes
  static Stage with(TestConfig settings, long backlog) {
    return new Stage(settings, HeadBudget.ofHeap(), backlog);
  }

  private Verifier verifier(SidecarConfig config, AuthServer server, Clock clock) {
    return Verifier.of(
        config.verify(), server, () -> secret.get(), clock, config.refresh().timeout());
  }

  private RefreshCoordinator flights(SidecarConfig config, AuthServer server, ClockSkew skew) {
    return new RefreshCoordinator(
        vertx,
        config,
        server::refresh,
        Optional.empty(),
        System::nanoTime,
        skew,
        new RefreshTelemetry(metrics));
  }

  /// A new connection of a browser.
  Wire browser() {
    var wire = Wire.to(port);
    browsers.add(wire);
    return wire;
  }

  int port() {
    return port;
  }

  App app() {
    return app;
  }

  AuthSimulator auth() {
    return auth.simulator();
  }

  Session signUp() {
    return auth.signUp();
  }

  Session signUp(String email) {
    return auth.signUp(email);
  }

  /// Another sign-in of the user who has signed up.
  Session signIn() {
    return auth.signIn();
  }

  /// Whether the Auth server takes the access token of a session.
  boolean isAlive(Session session) {
    return AuthStage.answer(auth.server().user(session.accessToken(), AuthStage.PATIENCE))
        instanceof UserAnswer.Accepted;
  }

  /// Has the next look for the JWT secret fail as only a bug can.
  void breakVerifier(RuntimeException bug) {
    secret =
        () -> {
          throw bug;
        };
  }

  /// The same session with a token of the Auth server that says something else as well.
  static Session saying(Session session, Map<String, Object> claims) {
    return Sessions.saying(session, SECRET, claims);
  }

  /// How many token calls the Auth server has seen.
  int refreshes() {
    return auth().calls().counts().refreshes();
  }

  /// A line of the scrape, without its value; 0 where there is none.
  double metric(String line) {
    return metrics
        .scrape("text/plain")
        .lines()
        .filter(text -> text.startsWith(line + " "))
        .mapToDouble(text -> Double.parseDouble(text.substring(line.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  String scrape() {
    return metrics.scrape("text/plain");
  }

  ProxyServer proxy() {
    return proxy;
  }

  /// Nothing has reached the application so far: the next that does is sent here.
  boolean nothingReachedTheApp() {
    browser().send(Wire.request("GET", "/the-next-to-arrive"));
    return app.answer(App.OK).startLine().equals("GET /the-next-to-arrive HTTP/1.1");
  }

  @Override
  public void close() {
    browsers.forEach(Wire::close);
    app.close();
    AuthStage.answer(proxy.drain(Duration.ZERO));
    AuthStage.answer(vertx.close());
    auth.close();
  }
}
