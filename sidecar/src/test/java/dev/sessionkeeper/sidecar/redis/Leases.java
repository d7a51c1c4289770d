package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.contract.SharedStoreConfig;
import java.time.Duration;

/// Configurations with other times.
final class Leases {
  private Leases() {}

  static SharedStoreConfig of(SharedStoreConfig store, Duration timeout, Duration lease) {
    return new SharedStoreConfig(
        store.addresses(),
        store.topology(),
        store.master(),
        store.user(),
        store.passwordFile(),
        store.keysFile(),
        store.tls(),
        store.caFile(),
        store.prefix(),
        timeout,
        lease);
  }

  static SharedStoreConfig user(SharedStoreConfig store, String user) {
    return new SharedStoreConfig(
        store.addresses(),
        store.topology(),
        store.master(),
        user,
        "/password",
        store.keysFile(),
        store.tls(),
        store.caFile(),
        store.prefix(),
        store.timeout(),
        store.lease());
  }

  static SharedStoreConfig topology(
      SharedStoreConfig store, SharedStoreConfig.Topology topology, String master) {
    return new SharedStoreConfig(
        store.addresses(),
        topology,
        master,
        store.user(),
        store.passwordFile(),
        store.keysFile(),
        store.tls(),
        store.caFile(),
        store.prefix(),
        store.timeout(),
        store.lease());
  }

  static SharedStoreConfig tls(SharedStoreConfig store) {
    return new SharedStoreConfig(
        store.addresses(),
        store.topology(),
        store.master(),
        store.user(),
        store.passwordFile(),
        store.keysFile(),
        true,
        "/ca",
        store.prefix(),
        store.timeout(),
        store.lease());
  }
}
