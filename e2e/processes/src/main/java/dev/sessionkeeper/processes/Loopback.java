package dev.sessionkeeper.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// What is needed of 127.0.0.1: free ports, plain calls, and waiting for a program to answer.
public final class Loopback {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final int OK = 200;
  // Below those of clients, who would take the port of a server that is down.
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CALL).build();

  private Loopback() {}

  /// A port that nobody listens at, and that this process has not given before.
  public static int freePort() {
    while (true) {
      var port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
      if (!GIVEN.contains(port) && isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
  }

  public static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Whether somebody listens.
  public static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Waits until `GET` answers 200, for as long as the program lives.
  ///
  /// @throws IllegalStateException if the program ends, or does not answer within two minutes
  public static void awaitOk(Program program, URI uri) {
    Waiting.until(
        "200 from " + uri,
        START,
        () -> {
          program.checkAlive();
          return isOk(uri);
        });
  }

  /// Whether `GET` answers 200 now.
  public static boolean isOk(URI uri) {
    try {
      call("GET", uri, "");
      return true;
    } catch (UncheckedIOException | IllegalStateException e) {
      return false; // Not yet; the deadline speaks if it stays so.
    }
  }

  /// The body of a call that has to succeed.
  ///
  /// @param body JSON, or empty
  /// @throws IllegalStateException if the status is not 200
  /// @throws UncheckedIOException if there is no answer within 30 s
  public static String call(String method, URI uri, String body) {
    var request =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
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

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
