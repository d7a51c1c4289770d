package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.AppProbes;
import dev.sessionkeeper.contract.ClientAddress;
import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.contract.IdentityConfig;
import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.Admin;
import dev.sessionkeeper.contract.SidecarConfig.Listener;
import dev.sessionkeeper.contract.SidecarConfig.LogLevel;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.contract.SidecarConfig.Supabase;
import dev.sessionkeeper.contract.SidecarConfig.Upstream;
import dev.sessionkeeper.contract.SidecarConfig.Verify;
import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.contract.SidecarConfigWriter;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.config.ConfigFile;
import dev.sessionkeeper.sidecar.session.CookieName;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCodec;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// A sidecar with everything around it: two applications, an Auth server, its file and its secret.
final class SidecarStage implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final CookieName COOKIE = new CookieName("sb-127-auth-token");

  private final Vertx vertx = Vertx.vertx();
  private final AuthStage auth = AuthStage.with(SimulatorOptions.defaults());
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer firstApp = app("first");
  private final HttpServer secondApp = app("second");
  private final Promise<Void> slow = Promise.promise();
  private final int port = freePort();
  private final int adminPort = freePort();
  private final Path folder = Folders.create("sidecar");
  private volatile boolean slowBegan;
  private Optional<Sidecar> sidecar = Optional.empty();

  SidecarStage() {
    put(keyFile(), "anon-key");
  }

  AuthStage auth() {
    return auth;
  }

  int port() {
    return port;
  }

  int secondAppPort() {
    return secondApp.actualPort();
  }

  Path file() {
    return folder.resolve("sidecar.json");
  }

  Path keyFile() {
    return folder.resolve("key");
  }

  Sidecar start() {
    write(config(firstApp.actualPort(), 1));
    return switch (startAgain()) {
      case Sidecar.Start.Running(var running) -> {
        sidecar = Optional.of(running);
        yield running;
      }
      case Sidecar.Start.PortUnavailable(var sentence) -> throw new AssertionError(sentence);
    };
  }

  Sidecar.Start startAgain() {
    var world = new World(Clock.systemUTC(), System::nanoTime, "test", AppProbes.NONE);
    var configFile = new ConfigFile(file(), folder);
    return switch (configFile.read()) {
      case ConfigReading.Valid valid -> Sidecar.start(world, configFile, valid);
      case ConfigReading.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  void write(SidecarConfig config) {
    put(file(), SidecarConfigWriter.write(config));
  }

  void stopApp() {
    firstApp.close().await();
  }

  boolean hasSlowRequest() {
    return slowBegan;
  }

  void finishSlowRequest() {
    slow.complete();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(to(port, path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, Session session) throws IOException, InterruptedException {
    var cookies = SessionCodec.encode(session.json(), COOKIE, Encoding.BASE64_URL).orElseThrow();
    var header =
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return http.send(to(port, path).header("Cookie", header).build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return http.sendAsync(to(port, path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> ready() throws IOException, InterruptedException {
    return http.send(to(adminPort, "/readyz").build(), BodyHandlers.ofString());
  }

  String metrics() throws IOException, InterruptedException {
    return http.send(to(adminPort, "/metrics").build(), BodyHandlers.ofString()).body();
  }

  private static HttpRequest.Builder to(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  private HttpServer app(String name) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> answer(request, name))
        .listen(0, "127.0.0.1")
        .await();
  }

  private void answer(HttpServerRequest request, String name) {
    var text = "app=%s state=%s".formatted(name, request.getHeader("X-Sessionkeeper-State"));
    if (request.uri().equals("/slow")) {
      slowBegan = true;
      slow.future().onSuccess(_ -> request.response().end(text));
    } else {
      request.response().end(text);
    }
  }

  SidecarConfig config(int appPort, long generation) {
    var url = URI.create(auth.simulator().url());
    return new SidecarConfig(
        new PolicyReference("shop", "web", generation),
        new Listener(
            "127.0.0.1",
            port,
            65_536,
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            false),
        new Admin("127.0.0.1", adminPort),
        new Upstream(
            "127.0.0.1",
            appPort,
            SidecarConfig.Protocol.HTTP1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            16,
            IdentityConfig.NONE),
        new Supabase(url, url, COOKIE.base(), keyFile().toString(), ClientAddress.NONE),
        List.of(
            new RouteConfig("/protected/*", List.of(), List.of(), SessionRule.REQUIRE, "/sign-in"),
            new RouteConfig("/*", List.of(), List.of(), SessionRule.REFRESH, "")),
        new Refresh(
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofSeconds(3),
            OnUnavailable.ANONYMOUS,
            32,
            50,
            100,
            Duration.ofMinutes(1),
            4 * 1024 * 1024,
            SharedStoreConfig.NONE),
        new Verify(VerifyMode.USER, ""),
        new CookiesConfig(
            true,
            true,
            SameSite.LAX,
            "/",
            "",
            false,
            Encoding.BASE64_URL,
            InvalidCookies.KEEP,
            CookiePrefix.NONE,
            UnprefixedCookies.MIGRATE,
            List.of(),
            List.of()),
        new SidecarConfig.Endpoints(false, SidecarConfig.SignOutScope.GLOBAL),
        List.of(),
        LogLevel.TRACE);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    slow.tryComplete();
    sidecar.ifPresent(Sidecar::drain);
    http.close();
    auth.close();
    vertx.close().await();
    Folders.delete(folder);
  }
}
