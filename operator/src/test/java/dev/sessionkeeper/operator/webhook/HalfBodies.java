package dev.sessionkeeper.operator.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/// Connections that each send a body but for its last byte, and wait.
final class HalfBodies implements AutoCloseable {
  private static final int PATIENCE_MILLISECONDS = 15_000;

  private final SocketFactory sockets;
  private final int port;
  private final List<Socket> open = new ArrayList<>();

  HalfBodies(String bundle, int port) throws GeneralSecurityException, IOException {
    this.sockets = TlsClient.believing(bundle).getSocketFactory();
    this.port = port;
  }

  void send(int count, int bytes) throws IOException {
    for (var i = 0; i < count; i++) {
      var socket = sockets.createSocket("localhost", port);
      open.add(socket);
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      var head =
          "POST /inject HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(bytes + 1);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[bytes]);
      socket.getOutputStream().flush();
    }
  }

  /// The status lines of what they are answered in the end.
  List<String> answers() throws IOException {
    var answers = new ArrayList<String>();
    for (var socket : open) {
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      answers.add(String.valueOf(reader.readLine()));
    }
    return answers;
  }

  @Override
  public void close() throws IOException {
    for (var socket : open) {
      socket.close();
    }
  }
}
