package dev.sessionkeeper.contract;

import java.time.Duration;
import java.util.List;

/// The store that replicas share, so that each session is refreshed by one of them.
///
/// @param addresses `host:port` of servers: the server, all Sentinels, or members of the cluster;
///     empty for no store, and then nothing else here counts
/// @param master the name under which Sentinels know the server; empty for other topologies
/// @param user the ACL user; empty for the default user
/// @param passwordFile the file that holds the password; empty for none
/// @param keysFile the file that holds the keys which encrypt what is stored
/// @param tls whether connections are encrypted and the server's certificate is verified
/// @param caFile the file of the authorities that are trusted; empty for those of the Java runtime
/// @param prefix what keys and the channel in the store begin with
/// @param timeout how long one answer of the store may take
/// @param lease how long a replica that vanished keeps the others from refreshing its session
public record SharedStoreConfig(
    List<String> addresses,
    Topology topology,
    String master,
    String user,
    String passwordFile,
    String keysFile,
    boolean tls,
    String caFile,
    String prefix,
    Duration timeout,
    Duration lease) {
  /// Every replica for itself.
  public static final SharedStoreConfig NONE =
      new SharedStoreConfig(
          List.of(),
          Topology.STANDALONE,
          "",
          "",
          "",
          "",
          false,
          "",
          "sessionkeeper",
          Duration.ofMillis(250),
          Duration.ofSeconds(1));

  public SharedStoreConfig {
    addresses = List.copyOf(addresses);
  }

  /// Whether there is a store.
  public boolean exists() {
    return !addresses.isEmpty();
  }

  /// How the servers of the store stand together.
  public enum Topology {
    /// One server, or a proxy before several.
    STANDALONE,
    /// The master that Sentinels name.
    SENTINEL,
    /// Redis Cluster.
    CLUSTER
  }
}
