package dev.sessionkeeper.cluster;

import dev.sessionkeeper.processes.Waiting;
import dev.sessionkeeper.sessions.StoredSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What can be reached from outside of the cluster, by its address.
record Site(URI address) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// An answer.
  record Answer(int status, List<String> setCookies, String body) {

    /// The session that a cookie of this name sets.
    Optional<StoredSession> session(String cookie) {
      return setCookies.stream()
          .filter(line -> line.startsWith(cookie + "="))
          .map(line -> line.substring(cookie.length() + 1, line.indexOf(';')))
          .map(StoredSession::decode)
          .findFirst();
    }
  }

  /// Waits until something listens there: a Service leads to a new pod a moment after it is ready.
  Site open() {
    Waiting.eventually("something listens at " + address, PATIENCE, this::connect);
    return this;
  }

  private void connect() {
    try (var _ = new Socket(address.getHost(), address.getPort())) {
      // To connect is enough.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)));
  }

  Answer get(String path, String cookie) {
    return send(HttpRequest.newBuilder(address.resolve(path)).header("Cookie", cookie));
  }

  Answer call(String method, String path, String json) {
    var request = HttpRequest.newBuilder(address.resolve(path));
    return send(
        request
            .method(method, BodyPublishers.ofString(json))
            .header("Content-Type", "application/json"));
  }

  /// Each request comes from somebody else: a kept connection would lead to the same pod for ever.
  private static HttpClient visitor() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build();
  }

  private static Answer send(HttpRequest.Builder request) {
    try (var http = visitor()) {
      var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(), answer.headers().allValues("Set-Cookie"), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
