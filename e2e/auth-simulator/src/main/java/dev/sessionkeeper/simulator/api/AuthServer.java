package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.config.Settings;
import dev.sessionkeeper.simulator.model.RowLocks;
import dev.sessionkeeper.simulator.model.Store;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.UUID;

/// The simulated server without sockets: takes calls, gives replies, restarts with other settings.
/// Used by one thread.
public final class AuthServer {
  private final Clock clock;
  private final Timers timers;
  private Store store = new Store();
  private RowLocks locks = new RowLocks();
  private ServerProcess process;
  private Cors cors;

  public AuthServer(Settings settings, Clock clock, Timers timers) {
    this.clock = clock;
    this.timers = timers;
    this.process = new ServerProcess(settings, store, locks, clock, timers);
    this.cors = new Cors(settings.corsAllowedHeaders());
  }

  /// Starts again with an empty store.
  public void reset(Settings settings) {
    store = new Store();
    locks = new RowLocks();
    restart(settings);
  }

  /// Starts again, keeping what is stored; rate limits and the like are forgotten.
  public void restart(Settings settings) {
    process = new ServerProcess(settings, store, locks, clock, timers);
    cors = new Cors(settings.corsAllowedHeaders());
  }

  public Store store() {
    return store;
  }

  public RowLocks locks() {
    return locks;
  }

  /// Answers a call.
  ///
  /// @return never fails because of the caller; a defect of the simulator fails it
  public Future<Reply> handle(Call call) {
    if (Cors.isPreflight(call)) {
      return Future.succeededFuture(cors.preflight(call));
    }
    var exchange = new Exchange(call, cors.headersFor(call), process);
    Promise<Reply> reply = Promise.promise();
    var cors = this.cors;
    var limit =
        process
            .settings()
            .requestLimit()
            .map(time -> timers.after(time, () -> timeOut(exchange, cors, reply)));
    run(exchange).onComplete(done -> finish(exchange, done, reply));
    return reply.future().onComplete(done -> limit.ifPresent(Runnable::run));
  }

  /// Signs a known user in once more, without a password.
  public Future<Reply> openSession(UUID userId) {
    var call = new Call("POST", "/token", "", MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    var exchange = new Exchange(call, cors.headersFor(call), process);
    return store
        .user(userId)
        .map(
            user ->
                SignIn.open(exchange, user, "password")
                    .compose(answer -> exchange.ok(answer.build())))
        .orElseGet(() -> Future.failedFuture("no such user"));
  }

  private static Future<Reply> run(Exchange exchange) {
    return Future.<Void>succeededFuture().compose(nothing -> Router.route(exchange));
  }

  private static void finish(Exchange exchange, AsyncResult<Reply> done, Promise<Reply> reply) {
    if (done.succeeded()) {
      reply.tryComplete(done.result());
    } else if (done.cause() instanceof Refusal refusal) {
      reply.tryComplete(ErrorReply.of(refusal.error(), exchange.call(), exchange.headers()));
    } else {
      reply.tryFail(done.cause());
    }
  }

  private static void timeOut(Exchange exchange, Cors cors, Promise<Reply> reply) {
    var error =
        ApiError.of(
            504,
            "request_timeout",
            "Processing this request timed out, please retry after a moment.");
    if (reply.tryComplete(
        ErrorReply.of(error, exchange.call(), cors.headersFor(exchange.call())))) {
      exchange.abandon();
    }
  }
}
