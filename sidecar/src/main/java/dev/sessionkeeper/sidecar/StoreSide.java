package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.config.SecretFile;
import dev.sessionkeeper.sidecar.redis.RedisStore;
import dev.sessionkeeper.sidecar.redis.StoreSecrets;
import dev.sessionkeeper.sidecar.redis.StoreSecrets.Authority;
import dev.sessionkeeper.sidecar.redis.StoreSecrets.Password;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.store.StoreEvents;
import dev.sessionkeeper.sidecar.store.StoreKeys;
import dev.sessionkeeper.sidecar.store.Vault;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The store that a configuration shares with other replicas. Loaded where there is one only: its
/// client costs memory.
final class StoreSide {
  private StoreSide() {}

  /// The secret files of a store.
  record Secrets(
      SecretFile<StoreKeys> keys,
      Optional<SecretFile<Password>> password,
      Optional<SecretFile<Authority>> authority) {

    /// Reads them for the first time. Blocks.
    static Secrets read(SidecarConfig config) {
      var store = config.refresh().sharedStore();
      return new Secrets(
          new SecretFile<>("refresh.sharedStore.keysFile", store.keysFile(), StoreKeys::of),
          file("refresh.sharedStore.passwordFile", store.passwordFile(), Password::of),
          file("refresh.sharedStore.caFile", store.caFile(), Authority::of));
    }

    /// Those that have to be watched.
    List<SecretFile<?>> all() {
      return Stream.of(Stream.of(keys), password.stream(), authority.stream())
          .<SecretFile<?>>flatMap(files -> files)
          .toList();
    }

    private static <S> Optional<SecretFile<S>> file(
        String member, String path, Function<String, Optional<S>> form) {
      return Optional.of(path)
          .filter(named -> !named.isEmpty())
          .map(named -> new SecretFile<>(member, named, form));
    }
  }

  /// Begins to connect.
  static SharedStore open(
      SidecarConfig config, Secrets secrets, AuthSide.Ground ground, StoreEvents events) {
    return RedisStore.open(
        ground.vertx(),
        config.refresh(),
        new StoreSecrets(secrets.password().map(s -> s), secrets.authority().map(s -> s)),
        new Vault(secrets.keys()),
        ground.world().nanos(),
        events);
  }
}
