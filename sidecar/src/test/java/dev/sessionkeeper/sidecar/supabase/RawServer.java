package dev.sessionkeeper.sidecar.supabase;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/// A server that answers the first bytes of each connection with the same bytes, whatever they are.
final class RawServer {
  private final Buffer answer;
  private final NetServer server;
  private final Promise<Void> hungUp = Promise.promise();
  private final Promise<Void> asked = Promise.promise();

  private RawServer(Vertx vertx, String answer) {
    this.answer = Buffer.buffer(answer);
    server = vertx.createNetServer().connectHandler(this::serve);
    server.listen(0, "127.0.0.1").await();
  }

  /// Starts listening on 127.0.0.1.
  ///
  /// @param answer empty for a server that never answers
  static RawServer answering(Vertx vertx, String answer) {
    return new RawServer(vertx, answer);
  }

  int port() {
    return server.actualPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /// Completes when a client closed its connection.
  Future<Void> hungUp() {
    return hungUp.future();
  }

  /// Completes when a client has sent something.
  Future<Void> asked() {
    return asked.future();
  }

  private void serve(NetSocket socket) {
    socket.closeHandler(closed -> hungUp.tryComplete());
    socket.handler(
        bytes -> {
          asked.tryComplete();
          if (answer.length() > 0) {
            socket.write(answer);
          }
        });
  }
}
