package dev.sessionkeeper.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A line that breaks, before a server that sends back what it gets.
class LineTest {
  private static final int PATIENCE = 20_000;
  private static final int A_MOMENT = 200;

  private final int port = Loopback.freePort();
  private final Line line = new Line(port);
  private ServerSocket server;
  private Thread serving;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    serving = Thread.startVirtualThread(this::serve);
  }

  @AfterEach
  void end() throws Exception {
    line.close();
    stop();
  }

  /// The kernel takes connections until the thread that accepts has noticed that nobody listens.
  private void stop() throws IOException, InterruptedException {
    server.close();
    serving.join();
  }

  @Test
  void bytesPassBothWays() throws IOException {
    try (var caller = call()) {
      assertThat(echo(caller, 'a')).isEqualTo('a');
    }
  }

  @Test
  void aCutResetsConnectionsAndRefusesNewOnes() throws IOException {
    try (var caller = call()) {
      echo(caller, 'a');

      line.cut();

      assertThatThrownBy(() -> echo(caller, 'b'))
          .isInstanceOf(SocketException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void aMendedLineHasTheSamePort() throws IOException {
    var before = line.port();
    line.cut();

    line.mend();

    assertThat(line.port()).isEqualTo(before);
    try (var caller = call()) {
      assertThat(echo(caller, 'a')).isEqualTo('a');
    }
  }

  @Test
  void aStalledLineHoldsBytesBackAndLosesNone() throws IOException {
    try (var caller = call()) {
      line.stall();
      caller.setSoTimeout(A_MOMENT);
      assertThatThrownBy(() -> echo(caller, 'a')).isInstanceOf(SocketTimeoutException.class);

      line.flow();

      caller.setSoTimeout(PATIENCE);
      assertThat(caller.getInputStream().read()).isEqualTo('a');
    }
  }

  @Test
  void aServerThatIsDownForAWhileIsReachedLater() throws Exception {
    stop();
    try (var caller = call()) {
      assertThat(isOver(caller)).isTrue();
    }

    start();

    try (var caller = call()) {
      assertThat(echo(caller, 'a')).isEqualTo('a');
    }
  }

  private Socket call() throws IOException {
    var caller = new Socket(InetAddress.getLoopbackAddress(), line.port());
    caller.setSoTimeout(PATIENCE);
    return caller;
  }

  private static int echo(Socket caller, char letter) throws IOException {
    caller.getOutputStream().write(letter);
    return caller.getInputStream().read();
  }

  /// Whether the other end has closed it, or reset it, as it does where a letter was on its way.
  private static boolean isOver(Socket caller) throws IOException {
    try {
      return echo(caller, 'a') < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  private void serve() {
    try {
      while (true) {
        var accepted = server.accept();
        Thread.startVirtualThread(() -> answer(accepted));
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      assertThat(socket.isClosed()).isTrue(); // The line was cut.
    }
  }
}
