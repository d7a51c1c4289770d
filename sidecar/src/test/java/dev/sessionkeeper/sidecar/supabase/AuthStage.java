package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.simulator.AuthSimulator;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// A simulated Auth server with a client of it, on real sockets; a test closes it when it is done.
public final class AuthStage implements AutoCloseable {
  /// Longer than any call here takes.
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  // One event loop, as the sidecar has.
  private final Vertx here = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AuthSimulator simulator;
  private final AuthServer server;

  private AuthStage(SimulatorOptions options) {
    simulator = AuthSimulator.start(vertx, options).await();
    server = client(simulator.url());
  }

  public static AuthStage with(SimulatorOptions options) {
    return new AuthStage(options);
  }

  public AuthSimulator simulator() {
    return simulator;
  }

  public AuthServer server() {
    return server;
  }

  /// A client of the simulator on the event loop of somebody else.
  public AuthServer client(Vertx there) {
    return client(there, simulator.url());
  }

  /// A client of any URL, with a key.
  public AuthServer client(String url) {
    return client(here, url);
  }

  private static AuthServer client(Vertx vertx, String url) {
    return new AuthServer(
        vertx,
        URI.create(url),
        () -> Optional.of(new ApiKey("anon-key")),
        "test",
        Clock.systemUTC());
  }

  /// What an event loop answers, within patience.
  public static <A> A answer(Future<A> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  TokenAnswer refresh(RefreshToken token) {
    return answer(server.refresh(token, PATIENCE));
  }

  void onNextToken(Fault fault) {
    simulator.faults().add(FaultRule.onToken(fault, 1));
  }

  /// The session of a new user.
  public Session signUp() {
    return signUp("ada@example.com");
  }

  public Session signUp(String email) {
    var body = new JsonObject().put("email", email).put("password", "correct-horse");
    return session(post("/signup", body.encode()));
  }

  /// Another session of the user who has signed up.
  public Session signIn() {
    var body = new JsonObject().put("email", "ada@example.com").put("password", "correct-horse");
    return session(post("/token?grant_type=password", body.encode()));
  }

  /// The sessions of as many new users, some of whom sign up at a time.
  public List<Session> signUps(int users) {
    var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(8));
    var answers = IntStream.range(0, users).mapToObj(i -> signUp(client, i)).toList();
    try {
      Future.all(answers).await(users, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the simulator is too slow", e);
    }
    return answers.stream().map(answer -> session(answer.result())).toList();
  }

  private Future<String> signUp(io.vertx.core.http.HttpClient client, int number) {
    var user = new JsonObject().put("email", "user-%d@example.com".formatted(number));
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(simulator.url() + "/signup"))
        .compose(request -> request.send(user.put("password", "correct-horse").toBuffer()))
        .compose(HttpClientResponse::body)
        .map(Buffer::toString);
  }

  /// Ends every session of the session's user.
  public void signOut(Session session) {
    post("/logout", "", "Authorization", "Bearer " + session.accessToken().value());
  }

  private static Session session(String body) {
    return SessionText.ofTokenResponse(body, Clock.systemUTC().instant()).orElseThrow();
  }

  private String post(String path, String body, String... headers) {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return post(http, path, body, headers);
    }
  }

  private String post(HttpClient http, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(simulator.url() + path))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the simulator does not answer", e);
    }
  }

  @Override
  public void close() {
    here.close().await();
    vertx.close().await();
  }
}
