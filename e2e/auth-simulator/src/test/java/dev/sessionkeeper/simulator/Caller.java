package dev.sessionkeeper.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Calls a simulator over a real socket, a new connection each time.
record Caller(String url) {

  HttpResponse<String> post(String path, JsonObject body) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.encode())).build());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = request(path).GET();
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  /// The body of a successful sign-up.
  JsonObject signUp() throws IOException, InterruptedException {
    var body = new JsonObject().put("email", "ada@example.com").put("password", "correct-horse");
    return new JsonObject(post("/signup", body).body());
  }

  HttpResponse<String> refresh(JsonObject session) throws IOException, InterruptedException {
    var body = new JsonObject().put("refresh_token", session.getString("refresh_token"));
    return post("/token?grant_type=refresh_token", body);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
