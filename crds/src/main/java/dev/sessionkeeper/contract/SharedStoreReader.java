package dev.sessionkeeper.contract;

import java.time.Duration;

/// Reads `refresh.sharedStore`.
final class SharedStoreReader {
  private SharedStoreReader() {}

  static SharedStoreConfig read(ConfigNode node) {
    var store =
        new SharedStoreConfig(
            node.texts("addresses", "host:port, such as redis.shop:6379", ValueRules::hostAndPort),
            node.choice("topology", SharedStoreConfig.Topology.class),
            node.text("master", "the name of a master, or \"\"", ValueRules::storeWordOrNone),
            node.text("user", "the name of an ACL user, or \"\"", ValueRules::storeWordOrNone),
            node.secretFile("passwordFile", ValueRules::any),
            node.secretFile("keysFile", ValueRules::any),
            node.flag("tls"),
            node.secretFile("caFile", ValueRules::any),
            node.text(
                "prefix",
                "letters, digits and ._:/- , such as sessionkeeper",
                ValueRules::storeWord),
            node.duration("timeout", Duration.ofMillis(10), Duration.ofSeconds(10)),
            node.duration("lease", Duration.ofMillis(100), Duration.ofMinutes(1)));
    node.reportUnknown();
    return store;
  }
}
