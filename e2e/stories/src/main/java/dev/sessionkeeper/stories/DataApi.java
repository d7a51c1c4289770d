package dev.sessionkeeper.stories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sessionkeeper.processes.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What answers `supabase.from("notes").select()`: each visitor has one note, and whose it is the
/// auth server says of the access token. On another origin than the site, as Supabase is.
final class DataApi implements AutoCloseable {
  private static final Pattern EMAIL = Pattern.compile("\"email\":\\s*\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI supabase;

  private DataApi(HttpServer server, URI supabase) {
    this.server = server;
    this.supabase = supabase;
  }

  static DataApi start(URI supabase) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var api = new DataApi(HttpServer.create(address, 0), supabase);
      api.server.createContext("/rest/v1/notes", api::answer);
      api.server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return Loopback.url(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getResponseHeaders();
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Access-Control-Allow-Headers", "*, Authorization");
      headers.set("Content-Type", "application/json");
      if (exchange.getRequestMethod().equals("OPTIONS")) {
        exchange.sendResponseHeaders(204, NO_BODY);
        return;
      }
      var owner = owner(exchange.getRequestHeaders().getFirst("Authorization"));
      var body =
          owner
              .map("[{\"owner\":\"%s\"}]"::formatted)
              .orElse("{\"message\":\"nobody is signed in\"}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(owner.isPresent() ? 200 : 401, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Optional<String> owner(String authorization) throws IOException {
    var request =
        HttpRequest.newBuilder(supabase.resolve("/auth/v1/user"))
            .timeout(PATIENCE)
            .header("Authorization", authorization == null ? "none" : authorization)
            .header("apikey", Sidecar.PUBLISHABLE_KEY);
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      var email = EMAIL.matcher(answer.body());
      return answer.statusCode() == 200 && email.find()
          ? Optional.of(email.group(1))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
