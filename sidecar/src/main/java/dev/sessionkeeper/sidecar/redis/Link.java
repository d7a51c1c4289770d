package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.sidecar.store.StoreEvents;
import dev.sessionkeeper.sidecar.store.StoreEvents.Result;
import dev.sessionkeeper.sidecar.store.StoreEvents.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The connection to the server, and the breaker before it. Belongs to one event loop.
///
/// It carries all questions, one behind the other. The first answer that is late, or tells that
/// this server does not serve, ends it: from then on questions are refused at once, and connecting
/// is tried again in the background. Only the very first questions wait for a connection.
final class Link {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration SHORTEST_CONNECT = Duration.ofSeconds(1);
  // The server is there, but it is not, or not any more, the one that serves.
  private static final Pattern NOT_SERVING =
      Pattern.compile(
          "READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|NOAUTH|WRONGPASS|TRYAGAIN|NOREPLICAS");
  private static final Pattern WORD = Pattern.compile("[A-Z]{1,20}");

  private final Vertx vertx;
  private final Clients clients;
  private final Duration timeout;
  private final StoreEvents events;
  private final Consumer<Redis> onUp;
  private final Promise<Void> first = Promise.promise();
  private Optional<Open> open = Optional.empty();
  private Duration pause = FIRST_PAUSE;
  private State state = State.CONNECTING;
  private String cause = "";
  private boolean closed;
  private long connections;

  /// @param number of the connection, as none is like another
  private record Open(long number, Redis client, RedisConnection connection) {}

  /// @param onUp told each client that is connected
  Link(Vertx vertx, Clients clients, Duration timeout, StoreEvents events, Consumer<Redis> onUp) {
    this.vertx = vertx;
    this.clients = clients;
    this.timeout = timeout;
    this.events = events;
    this.onUp = onUp;
  }

  void start() {
    events.turned(State.CONNECTING, "");
    connect();
  }

  void close() {
    closed = true;
    var used = open;
    // What ends from now on was meant to: another link may be up already.
    open = Optional.empty();
    used.ifPresent(this::drop);
  }

  /// Why there is no connection; empty while there is one, or the first is being made.
  Optional<String> outage() {
    return state == State.DOWN ? Optional.of(cause) : Optional.empty();
  }

  /// Asks the server. Never fails; ends by the time-out.
  Future<Answer> ask(Request request) {
    var answered = Promise.<Answer>promise();
    var used = open;
    var timer = vertx.setTimer(timeout.toMillis(), _ -> late(answered, used));
    send(request).onSuccess(answered::tryComplete);
    return answered.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private Future<Answer> send(Request request) {
    if (state == State.CONNECTING) {
      return first.future().transform(_ -> send(request));
    }
    return open.map(used -> send(request, used))
        .orElseGet(() -> Future.succeededFuture(new Answer.None(Result.UNREACHABLE)));
  }

  private Future<Answer> send(Request request, Open used) {
    return used.connection()
        .send(request)
        .<Answer>map(Answer.Reply::new)
        .otherwise(failure -> new Answer.None(judge(failure, used)));
  }

  private Result judge(Throwable failure, Open used) {
    if (!(failure instanceof Response)) {
      lost(used, "connection");
      return Result.UNREACHABLE;
    }
    var word = word(failure);
    if (NOT_SERVING.matcher(word).matches()) {
      lost(used, word);
    }
    return Result.REFUSED;
  }

  private void late(Promise<Answer> answered, Optional<Open> used) {
    if (answered.tryComplete(new Answer.None(Result.TIMEOUT))) {
      used.ifPresent(late -> lost(late, "timeout"));
    }
  }

  /// The server talks nonsense.
  void lost() {
    open.ifPresent(used -> lost(used, "nonsense"));
  }

  /// Whatever was asked on it and not answered yet fails with it.
  void lost(Redis client, String cause) {
    open.filter(used -> used.client().equals(client)).ifPresent(used -> lost(used, cause));
  }

  private void lost(Open used, String cause) {
    if (open.filter(now -> now.number() == used.number()).isEmpty()) {
      return;
    }
    open = Optional.empty();
    turn(State.DOWN, cause);
    drop(used);
    connectLater();
  }

  private void connectLater() {
    if (!closed) {
      vertx.setTimer(pause.toMillis(), _ -> connect());
      var longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
  }

  private void connect() {
    if (!closed) {
      clients.lookUpNames().onComplete(_ -> connectToNames());
    }
  }

  private void connectToNames() {
    var patience = timeout.compareTo(SHORTEST_CONNECT) > 0 ? timeout : SHORTEST_CONNECT;
    var client = clients.create(patience);
    if (client.isEmpty()) {
      failed("secret_missing");
      return;
    }
    var connected = Promise.<RedisConnection>promise();
    var timer = vertx.setTimer(patience.toMillis(), _ -> connected.tryFail("timeout"));
    client.get().connect().onSuccess(connected::tryComplete).onFailure(connected::tryFail);
    connected
        .future()
        .onComplete(_ -> vertx.cancelTimer(timer))
        .onSuccess(connection -> connected(new Open(++connections, client.get(), connection)))
        .onFailure(
            failure -> {
              client.get().close();
              failed(word(failure));
            });
  }

  private void connected(Open made) {
    if (closed) {
      drop(made);
      return;
    }
    made.connection().exceptionHandler(_ -> lost(made, "connection"));
    made.connection().endHandler(_ -> lost(made, "connection"));
    open = Optional.of(made);
    pause = FIRST_PAUSE;
    turn(State.UP, "");
    onUp.accept(made.client());
  }

  private void failed(String cause) {
    turn(State.DOWN, cause);
    connectLater();
  }

  private void turn(State to, String cause) {
    var before = state;
    state = to;
    this.cause = cause;
    first.tryComplete();
    if (before != to && !closed) {
      events.turned(to, cause);
    }
  }

  private void drop(Open used) {
    used.client().close();
  }

  /// The first word of the server's error; its text is nobody's to repeat.
  private static String word(Throwable failure) {
    var message = String.valueOf(failure.getMessage());
    var space = message.indexOf(' ');
    var word = space < 0 ? message : message.substring(0, space);
    return WORD.matcher(word).matches() ? word : "connection";
  }
}
