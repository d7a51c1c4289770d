package dev.sessionkeeper.sidecar.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// One end of a connection: sends exact bytes, reads exact bytes, fails when nothing comes.
final class Wire implements AutoCloseable {
  static final int PATIENCE_MILLIS = 4_000;

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int PIECE = 64 * 1024;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  static Wire to(int port) {
    return io(() -> new Wire(new Socket(InetAddress.getLoopbackAddress(), port)));
  }

  static Wire over(Socket socket) {
    return io(() -> new Wire(socket));
  }

  /// Something of a socket that may fail.
  interface Io<T> {
    T run() throws IOException;
  }

  static <T> T io(Io<T> io) {
    try {
      return io.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends characters of ISO 8859-1.
  Wire send(String bytes) {
    return io(
        () -> {
          socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
          socket.getOutputStream().flush();
          return this;
        });
  }

  /// Sends a text and so many bytes after it, while others read what comes; fails where the other
  /// end closes before it has all of them.
  CompletableFuture<Void> sendInPieces(String text, int bytes) {
    return CompletableFuture.runAsync(
        () -> {
          send(text);
          var piece = "x".repeat(PIECE);
          for (var left = bytes; left > 0; left -= PIECE) {
            send(piece);
          }
        });
  }

  /// Sends a request of one line and asks for the answer.
  Message get(String target, String... fields) {
    return send(request("GET", target, fields)).response();
  }

  /// The head of a request without a body.
  static String request(String method, String target, String... fields) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: shop.example.com\r\n");
    for (var field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /// Everything up to the next empty line; blank at the end of the stream.
  String head() {
    var head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = io(in::read);
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /// The next request of the other end, with its body.
  Message request() {
    var head = headOnly();
    return head.has("Content-Length") || head.has("Transfer-Encoding") ? withBody(head) : head;
  }

  /// The next response of the other end, with its body.
  Message response() {
    var head = headOnly();
    return head.status() == 204 || head.status() == 304 || head.status() < 200
        ? head
        : withBody(head);
  }

  /// The head of a message whose body is none or comes later.
  Message headOnly() {
    var lines = List.of(head().split("\r\n", -1));
    if (lines.size() < 3) {
      throw new AssertionError("expected the head of a message, found " + lines);
    }
    return new Message(lines.getFirst(), lines.subList(1, lines.size() - 2), "", List.of());
  }

  private Message withBody(Message head) {
    if (!head.has("Transfer-Encoding")) {
      var body =
          head.has("Content-Length")
              ? bytes(Integer.parseInt(head.value("Content-Length")))
              : rest();
      return new Message(head.startLine(), head.fields(), body, List.of());
    }
    var body = new StringBuilder();
    for (var chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
      body.append(chunk);
    }
    var trailers = new ArrayList<String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      trailers.add(line);
    }
    return new Message(head.startLine(), head.fields(), body.toString(), trailers);
  }

  /// The next chunk of a chunked body; empty for the last, before its trailers.
  String chunk() {
    var size = Integer.parseInt(line(), 16);
    if (size == 0) {
      return "";
    }
    var chunk = bytes(size);
    line();
    return chunk;
  }

  private String line() {
    var line = new StringBuilder();
    for (int next = io(in::read); next != '\n'; next = io(in::read)) {
      if (next < 0) {
        throw new AssertionError("the stream ended in a line: " + line);
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /// So many bytes.
  String bytes(int count) {
    var bytes = io(() -> in.readNBytes(count));
    if (bytes.length < count) {
      throw new AssertionError("expected " + count + " bytes, found " + bytes.length);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// What is left until the other end closes or resets the connection.
  String rest() {
    var rest = new StringBuilder();
    try {
      for (var next = in.read(); next >= 0; next = in.read()) {
        rest.append((char) next);
      }
    } catch (SocketException e) {
      // A reset ends a stream as well as a close does.
      return rest.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rest.toString();
  }

  /// Whether nothing comes for so long.
  boolean isSilentFor(Duration time) {
    return io(
        () -> {
          socket.setSoTimeout((int) time.toMillis());
          in.mark(1);
          try {
            in.read();
            in.reset();
            return false;
          } catch (SocketTimeoutException e) {
            return true;
          } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
          }
        });
  }

  /// Says that nothing more comes from here; the other end may still speak.
  void end() {
    io(
        () -> {
          socket.shutdownOutput();
          return socket;
        });
  }

  /// How much the other end takes of so much before it takes no more for a while.
  long sentUntilStopped(long most) {
    var sent = new AtomicLong();
    var piece = new byte[PIECE];
    var sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (sent.get() < most) {
                  socket.getOutputStream().write(piece);
                  sent.addAndGet(PIECE);
                }
              } catch (IOException e) {
                // The test has closed the socket: the end of the attempt.
                sent.addAndGet(0);
              }
            });
    long before;
    do {
      before = sent.get();
    } while (isSilentFor(PAUSE) && sent.get() > before && !sending.isDone());
    close();
    return sent.get();
  }

  /// Ends the connection with a reset.
  void reset() {
    io(
        () -> {
          socket.setSoLinger(true, 0);
          socket.close();
          return socket;
        });
  }

  /// What is left to read.
  InputStream input() {
    return in;
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() {
    io(
        () -> {
          socket.close();
          return socket;
        });
  }
}
