package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.contract.SharedStoreConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Makes clients of the server by a configuration and the secrets of the moment.
final class Clients {
  private static final int MOST_QUESTIONS = 4_096;
  // One for questions, one for messages; a cluster has as many for each of its servers.
  private static final int MOST_CONNECTIONS = 4;

  private final Vertx vertx;
  private final SharedStoreConfig config;
  private final StoreSecrets secrets;

  Clients(Vertx vertx, SharedStoreConfig config, StoreSecrets secrets) {
    this.vertx = vertx;
    this.config = config;
    this.secrets = secrets;
  }

  /// A client that has connected to nothing yet; empty while a secret is missing.
  Optional<Redis> create(Duration connectTimeout) {
    if (!secrets.areComplete()) {
      return Optional.empty();
    }
    var options =
        new RedisOptions()
            .setType(type())
            .setEndpoints(config.addresses().stream().map(this::url).toList())
            .setNetClientOptions(sockets(connectTimeout))
            .setMaxPoolSize(MOST_CONNECTIONS)
            .setMaxWaitingHandlers(MOST_QUESTIONS);
    if (!config.master().isEmpty()) {
      options.setMasterName(config.master());
    }
    if (!config.user().isEmpty()) {
      options.setUser(config.user());
    }
    secrets.passwordNow().ifPresent(options::setPassword);
    return Optional.of(Redis.createClient(vertx, options));
  }

  /// Looks the names up beside the event loop, so that the client finds them known when it looks
  /// them up on the event loop: the JDK remembers addresses for half a minute. Never fails.
  Future<?> lookUpNames() {
    return vertx.executeBlocking(() -> lookUp(config.addresses()), false);
  }

  /// How many there are not.
  private static int lookUp(List<String> addresses) {
    var failed = 0;
    for (var address : addresses) {
      try {
        var _ = InetAddress.getAllByName(address.substring(0, address.lastIndexOf(':')));
      } catch (UnknownHostException e) {
        // The client will say so; another address may do.
        failed++;
      }
    }
    return failed;
  }

  private RedisClientType type() {
    return switch (config.topology()) {
      case STANDALONE -> RedisClientType.STANDALONE;
      case SENTINEL -> RedisClientType.SENTINEL;
      case CLUSTER -> RedisClientType.CLUSTER;
    };
  }

  private String url(String address) {
    return (config.tls() ? "rediss://" : "redis://") + address;
  }

  private NetClientOptions sockets(Duration connectTimeout) {
    var sockets =
        new NetClientOptions()
            .setConnectTimeout((int) connectTimeout.toMillis())
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true);
    if (config.tls()) {
      sockets.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
      secrets
          .authorityNow()
          .map(pem -> new PemTrustOptions().addCertValue(Buffer.buffer(pem)))
          .ifPresent(sockets::setTrustOptions);
    }
    return sockets;
  }
}
