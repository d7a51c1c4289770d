package dev.sessionkeeper.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/// What the stories need of 127.0.0.1: free ports, plain calls, and waiting for a program to
// answer.
final class Loopback {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CALL).build();

  private Loopback() {}

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Waits until `GET` answers 200, for as long as the program lives.
  static void awaitOk(Program program, URI uri) {
    Awaitility.await("200 from " + uri)
        .atMost(START)
        .pollInterval(Duration.ofMillis(20))
        .pollInSameThread()
        .until(() -> isOk(program, uri));
  }

  /// The body of a call that has to succeed.
  static String call(String method, URI uri, String body) {
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    try {
      var response = CLIENT.send(request.timeout(CALL).build(), BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IllegalStateException(
            "%s %s answered %d".formatted(method, uri, response.statusCode()));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOk(Program program, URI uri) {
    program.checkAlive();
    try {
      call("GET", uri, "");
      return true;
    } catch (UncheckedIOException | IllegalStateException e) {
      return false; // Not yet; the deadline speaks if it stays so.
    }
  }
}
