package dev.sessionkeeper.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// The line to a server: a relay that breaks on command, while the server and what it has stored
/// live on.
final class Line implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final int BACKLOG = 512;

  private final int targetPort;
  private final int port = Loopback.freePort();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch flow = new CountDownLatch(0);
  private ServerSocket entrance;

  Line(int targetPort) {
    this.targetPort = targetPort;
    this.entrance = open();
  }

  int port() {
    return port;
  }

  /// Resets all connections and refuses new ones, as when the server's process is killed.
  void cut() {
    close(entrance);
    connections.forEach(Line::reset);
  }

  void mend() {
    entrance = open();
  }

  /// Holds every byte back, in both directions; new connections are accepted.
  void stall() {
    flow = new CountDownLatch(1);
  }

  void flow() {
    flow.countDown();
  }

  @Override
  public void close() {
    flow();
    cut();
  }

  private ServerSocket open() {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      Thread.startVirtualThread(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        connect(socket.accept(), socket);
      }
    } catch (IOException e) {
      close(socket); // The line was cut.
    }
  }

  private void connect(Socket near, ServerSocket entered) throws IOException {
    connections.add(near);
    var far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
    connections.add(far);
    Thread.startVirtualThread(() -> carry(near, far));
    Thread.startVirtualThread(() -> carry(far, near));
    if (entered.isClosed()) {
      reset(near); // Cut while it was made.
      reset(far);
    }
  }

  /// Carries bytes one way until either side ends, which ends both.
  private void carry(Socket from, Socket to) {
    var buffer = new byte[BUFFER];
    try (from;
        to) {
      var in = from.getInputStream();
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        flow.await();
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      connections.remove(from); // Broken by either side: both are closed by now.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(from);
      connections.remove(to);
    }
  }

  /// Without lingering, closing sends a reset.
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already; closing again is harmless.
    }
    close(socket);
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }
}
