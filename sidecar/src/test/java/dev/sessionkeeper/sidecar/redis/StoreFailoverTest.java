package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.contract.SharedStoreConfig.Topology;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores of several servers, one of which dies.
class StoreFailoverTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<Process> sentinels = new ArrayList<>();

  @AfterEach
  void stop() {
    sentinels.forEach(Process::destroyForcibly);
    servers.forEach(RedisServer::close);
  }

  @Test
  void theMasterThatSentinelsElectIsUsed() throws IOException {
    var master = server();
    server("--replicaof", "127.0.0.1 " + master.port());
    var addresses = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      addresses.add(sentinel(master));
    }
    await().atMost(LONG).until(() -> asked(addresses.getFirst(), "ckquorum").startsWith("OK"));
    var config = Replicas.config(addresses.toArray(String[]::new));
    var settings =
        new Replicas.Settings(
            StoreConfigs.like(config).topology(Topology.SENTINEL, "shop").build());

    try (var replicas = new Replicas(settings).awaitUp()) {
      assertShared(replicas);
      master.kill();
      assertRefreshes(replicas);
      await().atMost(LONG).until(() -> isShared(replicas));
    }
  }

  @Test
  void theServerThatAClusterPromotesIsUsed() {
    for (var i = 0; i < 6; i++) {
      server(
          "--cluster-enabled",
          "yes",
          "--cluster-node-timeout",
          "1500",
          "--cluster-config-file",
          "nodes-" + i + ".conf",
          "--cluster-replica-validity-factor",
          "0");
    }
    var line = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
    servers.forEach(one -> line.add(one.address()));
    line.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
    var said = RedisServer.output(line);
    assertThat(said).contains("All 16384 slots covered");
    await()
        .atMost(LONG)
        .until(
            () ->
                servers.stream().allMatch(one -> one.ask("CLUSTER", "INFO").contains("state:ok")));
    var addresses = servers.stream().map(RedisServer::address).toArray(String[]::new);
    var settings =
        new Replicas.Settings(
            StoreConfigs.like(Replicas.config(addresses)).topology(Topology.CLUSTER, "").build());

    try (var replicas = new Replicas(settings).awaitUp()) {
      IntStream.range(0, 5).forEach(_ -> assertShared(replicas));
      servers.getFirst().kill();
      assertRefreshes(replicas);
      await().atMost(LONG).until(() -> IntStream.range(0, 5).allMatch(_ -> isShared(replicas)));
    }
  }

  private RedisServer server(String... options) {
    var server = RedisServer.start(options);
    servers.add(server);
    return server;
  }

  private String sentinel(RedisServer master) throws IOException {
    var port = RedisServer.freePort();
    var file = folder.resolve("sentinel-" + port + ".conf");
    Files.writeString(
        file,
        """
        port %d
        bind 127.0.0.1
        dir %s
        sentinel monitor shop 127.0.0.1 %d 2
        sentinel down-after-milliseconds shop 1000
        sentinel failover-timeout shop 3000
        """
            .formatted(port, folder, master.port()));
    sentinels.add(
        RedisServer.started(
            List.of("redis-sentinel", file.toString()), folder.resolve("log-" + port)));
    await().atMost(RedisServer.PATIENCE).until(() -> RedisServer.isOpen(port));
    return "127.0.0.1:" + port;
  }

  private static String asked(String address, String what) {
    var port = address.substring(address.indexOf(':') + 1);
    return RedisServer.output(List.of("redis-cli", "-p", port, "SENTINEL", what, "shop"));
  }

  private static void assertRefreshes(Replicas replicas) {
    Replicas.assertOneSession(replicas.refreshEverywhere(replicas.newSession(), 1));
  }

  private static void assertShared(Replicas replicas) {
    assertThat(isShared(replicas)).isTrue();
  }

  /// Whether one call served three replicas.
  private static boolean isShared(Replicas replicas) {
    var before = replicas.tokenCalls();
    var outcomes = replicas.refreshEverywhere(replicas.newSession(), 1);
    assertThat(outcomes).allSatisfy(one -> assertThat(one).isInstanceOf(Refreshed.class));
    return replicas.tokenCalls() - before == 1;
  }
}
