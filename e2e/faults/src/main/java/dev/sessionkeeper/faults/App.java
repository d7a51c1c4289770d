package dev.sessionkeeper.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sessionkeeper.processes.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/// The application behind all sidecars: it answers whose session it saw, and writes the session
/// that it is sent at `/sign-in` into cookies.
final class App implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final int OK = 200;

  private final HttpServer server;

  private App(HttpServer server) {
    this.server = server;
  }

  static App start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Loopback.freePort());
      var server = HttpServer.create(address, BACKLOG);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", App::tell);
      server.createContext("/sign-in", App::signIn);
      server.start();
      return new App(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void tell(HttpExchange exchange) throws IOException {
    var session = SessionCookie.in(cookies(exchange));
    var state = exchange.getRequestHeaders().getFirst("X-Sessionkeeper-State");
    answer(
        exchange,
        Json.newObject()
            .put("user", session.map(SessionCookie::user).orElse(""))
            .put("token", session.map(SessionCookie::fingerprint).orElse(""))
            .put("state", Optional.ofNullable(state).orElse(""))
            .toString());
  }

  private static void signIn(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (var line : SessionCookie.of(Json.read(body)).lines()) {
      exchange.getResponseHeaders().add("Set-Cookie", line);
    }
    answer(exchange, "{}");
  }

  private static Map<String, String> cookies(HttpExchange exchange) {
    var cookies = new HashMap<String, String>();
    var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")).orElse("");
    for (var pair : header.split("; *", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return cookies;
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(OK, bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }
}
