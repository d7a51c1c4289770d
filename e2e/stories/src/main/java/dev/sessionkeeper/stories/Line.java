package dev.sessionkeeper.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The line to the auth server. While it is cut, connections are refused, as when the server's
/// process is gone, and what the server has stored survives.
final class Line implements AutoCloseable {
  private final int targetPort;
  private final int port = Loopback.freePort();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private ServerSocket entrance;

  Line(int targetPort) {
    this.targetPort = targetPort;
    this.entrance = open();
  }

  int port() {
    return port;
  }

  /// Breaks all connections and refuses new ones.
  void cut() {
    close(entrance);
    connections.forEach(Line::close);
  }

  void mend() {
    entrance = open();
  }

  @Override
  public void close() {
    cut();
  }

  private ServerSocket open() {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Thread.startVirtualThread(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        connect(socket.accept());
      }
    } catch (IOException e) {
      close(socket); // The line was cut.
    }
  }

  private void connect(Socket near) throws IOException {
    connections.add(near);
    var far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
    connections.add(far);
    Thread.startVirtualThread(() -> carry(near, far));
    Thread.startVirtualThread(() -> carry(far, near));
  }

  /// Carries bytes one way until either side ends, which ends both.
  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      connections.remove(from); // Broken by either side: both are closed by now.
    } finally {
      connections.remove(from);
      connections.remove(to);
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }
}
