package dev.sessionkeeper.processes;

import java.io.Closeable;
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
public final class Line implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final int BACKLOG = 512;

  private final int targetPort;
  private final int port = Loopback.freePort();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch flow = new CountDownLatch(0);
  private ServerSocket entrance;
  private Thread porter;

  /// A line that can be used at once.
  ///
  /// @param targetPort where the server listens, now or later
  public Line(int targetPort) {
    this.targetPort = targetPort;
    entrance = open();
    porter = admit(entrance);
  }

  /// The entrance: what callers are given instead of the server's port.
  public int port() {
    return port;
  }

  /// Resets all connections and refuses new ones, as when the server's process is killed.
  public void cut() {
    close(entrance);
    awaitEnd(porter);
    connections.forEach(Line::reset);
  }

  /// Takes connections again, at the same port.
  public void mend() {
    entrance = open();
    porter = admit(entrance);
  }

  /// Holds every byte back, in both directions; new connections are accepted.
  public void stall() {
    flow = new CountDownLatch(1);
  }

  /// Lets go what was held back.
  public void flow() {
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
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread admit(ServerSocket socket) {
    return Thread.startVirtualThread(() -> accept(socket));
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

  private void connect(Socket near) {
    connections.add(near);
    Socket far;
    try {
      far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
    } catch (IOException e) {
      connections.remove(near);
      reset(near); // Nobody listens at the other end.
      return;
    }
    connections.add(far);
    Thread.startVirtualThread(() -> carry(near, far));
    Thread.startVirtualThread(() -> carry(far, near));
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

  /// The kernel has the port until the thread that accepts has noticed that its socket is closed.
  private static void awaitEnd(Thread porter) {
    try {
      porter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket cannot be closed", e);
    }
  }
}
