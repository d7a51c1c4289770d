package dev.sessionkeeper.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What can be reached from outside of the cluster, by its address.
record Site(URI address) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

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

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
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
