package dev.sessionkeeper.simulator;

import dev.sessionkeeper.simulator.api.AuthServer;
import dev.sessionkeeper.simulator.api.Timers;
import dev.sessionkeeper.simulator.config.Settings;
import dev.sessionkeeper.simulator.control.CallLog;
import dev.sessionkeeper.simulator.control.Faults;
import dev.sessionkeeper.simulator.control.HttpEdge;
import dev.sessionkeeper.simulator.control.ShiftedClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// A simulated Supabase Auth server. Faults, calls and clock may be used from
/// any thread.
///
/// ```java
/// var simulator = AuthSimulator.start(vertx, SimulatorOptions.defaults()).await();
/// simulator.faults().add(FaultRule.onToken(new Fault.ResetAfter(), 1));
/// ```
public final class AuthSimulator {
  private static final String EVERYWHERE = "0.0.0.0";
  private static final int LARGEST_HEADER = 64 * 1024;

  private final SimulatorOptions options;
  private final ShiftedClock clock;
  private final Faults faults = new Faults();
  private final CallLog calls = new CallLog();
  private final Running running;

  private AuthSimulator(Vertx vertx, SimulatorOptions options) {
    this.options = options;
    this.clock = new ShiftedClock(options.clock());
    this.running = new Running(vertx);
  }

  /// Starts listening. The future fails if the port is taken or a setting cannot be used.
  public static Future<AuthSimulator> start(Vertx vertx, SimulatorOptions options) {
    var simulator = new AuthSimulator(vertx, options);
    return vertx.deployVerticle(simulator.running).map(id -> simulator);
  }

  public int port() {
    return running.server().actualPort();
  }

  /// The base URL, with the prefix if there is one, without a trailing slash; on loopback if
  /// it listens everywhere.
  public String url() {
    var host = EVERYWHERE.equals(options.host()) ? "127.0.0.1" : options.host();
    return "http://" + host + ":" + port() + options.prefix();
  }

  public ShiftedClock clock() {
    return clock;
  }

  public Faults faults() {
    return faults;
  }

  public CallLog calls() {
    return calls;
  }

  /// Restarts with other settings on top of those it was started with; what is stored stays.
  public Future<Void> reconfigure(Map<String, String> changes) {
    var all = new HashMap<>(options.settings());
    all.putAll(changes);
    return running.onOwnThread(() -> running.auth().restart(Settings.of(all)));
  }

  /// Forgets users, sessions, faults, calls and the clock's shift.
  public Future<Void> reset() {
    faults.clear();
    calls.clear();
    clock.set(Duration.ZERO);
    return running.onOwnThread(() -> running.auth().reset(Settings.of(options.settings())));
  }

  /// Stops listening and drops all connections.
  public Future<Void> stop() {
    return running.stopAll();
  }

  /// The part that lives on one event loop, where all state is used.
  private final class Running extends VerticleBase {
    private final Vertx owner;
    private final AuthServer auth;
    private final HttpServer server;
    private final Timers timers;

    Running(Vertx owner) {
      this.owner = owner;
      timers = new VertxTimers(owner);
      auth = new AuthServer(Settings.of(options.settings()), clock, timers);
      server =
          owner.createHttpServer(
              new HttpServerOptions()
                  .setHost(options.host())
                  .setPort(options.port())
                  .setMaxHeaderSize(LARGEST_HEADER)
                  .setMaxInitialLineLength(LARGEST_HEADER));
    }

    @Override
    public Future<?> start() {
      return server
          .requestHandler(new HttpEdge(options.prefix(), auth, faults, calls, clock, timers))
          .listen();
    }

    HttpServer server() {
      return server;
    }

    AuthServer auth() {
      return auth;
    }

    Future<Void> onOwnThread(Runnable action) {
      return Future.future(
          promise ->
              ownContext()
                  .runOnContext(
                      nothing -> {
                        action.run();
                        promise.complete();
                      }));
    }

    private Context ownContext() {
      return context;
    }

    Future<Void> stopAll() {
      return owner.undeploy(context.deploymentID());
    }
  }
}
