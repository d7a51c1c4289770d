package dev.sessionkeeper.sidecar.proxy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// The application, played by the test: it accepts connections one by one and says exact bytes.
final class App implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final int BACKLOG = 200;

  private final ServerSocket server;
  private final List<Wire> accepted = new ArrayList<>();

  App() {
    server = Wire.io(() -> new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    Wire.io(
        () -> {
          server.setSoTimeout(Wire.PATIENCE_MILLIS);
          return server;
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /// The next connection.
  Wire accept() {
    Socket socket = Wire.io(server::accept);
    var wire = Wire.over(socket);
    accepted.add(wire);
    return wire;
  }

  /// Answers the first request of the next connection.
  Message answer(String response) {
    var wire = accept();
    var request = wire.request();
    wire.send(response);
    return request;
  }

  /// Answers with 200 and some fields.
  Message answerWith(String... fields) {
    var head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n");
    for (var field : fields) {
      head.append(field).append("\r\n");
    }
    return answer(head + "\r\nok");
  }

  @Override
  public void close() {
    try {
      accepted.forEach(Wire::close);
    } finally {
      stop();
    }
  }

  /// Stops listening: the application is down.
  void stop() {
    Wire.io(
        () -> {
          server.close();
          return server;
        });
  }
}
