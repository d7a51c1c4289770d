package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SharedStoreConfig.Topology;
import java.time.Duration;

/// A configuration of the store, changed here and there.
final class StoreConfigs {
  private final SharedStoreConfig from;
  private Topology topology;
  private String master;
  private String user;
  private String passwordFile;
  private boolean tls;
  private String caFile;
  private Duration timeout;
  private Duration lease;

  private StoreConfigs(SharedStoreConfig from) {
    this.from = from;
    this.topology = from.topology();
    this.master = from.master();
    this.user = from.user();
    this.passwordFile = from.passwordFile();
    this.tls = from.tls();
    this.caFile = from.caFile();
    this.timeout = from.timeout();
    this.lease = from.lease();
  }

  static StoreConfigs like(SharedStoreConfig store) {
    return new StoreConfigs(store);
  }

  StoreConfigs times(Duration answer, Duration held) {
    timeout = answer;
    lease = held;
    return this;
  }

  StoreConfigs user(String name) {
    user = name;
    passwordFile = "/password";
    return this;
  }

  StoreConfigs topology(Topology of, String name) {
    topology = of;
    master = name;
    return this;
  }

  StoreConfigs tls() {
    tls = true;
    caFile = "/ca";
    return this;
  }

  SharedStoreConfig build() {
    return new SharedStoreConfig(
        from.addresses(),
        topology,
        master,
        user,
        passwordFile,
        from.keysFile(),
        tls,
        caFile,
        from.prefix(),
        timeout,
        lease);
  }
}
