package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.contract.SidecarConfig;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Clock;
import java.util.function.Consumer;

/// The application behind the sidecar: lends places for requests to it, as many as the
/// configuration allows. Belongs to one event loop.
public interface Upstream {

  /// The application, in the protocol that it is configured for. Nothing is connected yet.
  static Upstream of(Vertx vertx, SidecarConfig config, Clock clock) {
    return switch (config.upstream().protocol()) {
      case HTTP1 -> new Http1Upstream(vertx, config, clock, InetAddress::getByName);
      case H2C -> new H2cUpstream(vertx, config, clock, InetAddress::getByName);
    };
  }

  /// Where the application listens, as the `Host` of a request that names none.
  String authority();

  /// Lends a place for one request, at once where one is free. Whoever waits longer than connecting
  /// may take is refused: the application does not keep up, and the browser should hear of it.
  void lend(Consumer<Lease> borrower);

  /// Takes a borrower out of the line, who has no use for a place any more.
  void leave(Consumer<Lease> borrower);

  /// Whoever lends places for requests with `BodyFraming.UPGRADE`.
  Upstream forWebSockets();

  /// Keeps no connection from now on; requests under way end as they would.
  void close();
}
