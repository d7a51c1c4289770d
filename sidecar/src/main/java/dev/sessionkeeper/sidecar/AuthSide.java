package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.config.SecretFile;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.refresh.RefreshCoordinator;
import dev.sessionkeeper.sidecar.refresh.RefreshEvents;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.store.StoreEvents;
import dev.sessionkeeper.sidecar.supabase.ApiKey;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import dev.sessionkeeper.sidecar.verify.JwtSecret;
import dev.sessionkeeper.sidecar.verify.Verifier;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The Auth server of a configuration, the secrets for it, and all that was learnt from it.
///
/// @param store what replicas share, if anything
record AuthSide(
    Secrets secrets,
    AuthServer server,
    Verifier verifier,
    Optional<SharedStore> store,
    RefreshCoordinator coordinator) {

  /// What outlives every configuration.
  ///
  /// @param storeEvents asked for where there is a store only
  record Ground(
      Vertx vertx,
      World world,
      ClockSkew skew,
      RefreshEvents events,
      Supplier<StoreEvents> storeEvents) {}

  /// The secret files that a configuration names.
  record Secrets(
      SecretFile<ApiKey> key,
      Optional<SecretFile<JwtSecret>> jwtSecret,
      Optional<StoreSide.Secrets> store) {

    /// Reads them for the first time. Blocks for as long as the volume takes.
    static Secrets read(SidecarConfig config) {
      return new Secrets(
          new SecretFile<>(
              "supabase.publishableKeyFile", config.supabase().publishableKeyFile(), ApiKey::of),
          Optional.of(config.verify().jwtSecretFile())
              .filter(path -> !path.isEmpty())
              .map(path -> new SecretFile<>("verify.jwtSecretFile", path, JwtSecret::of)),
          config.refresh().sharedStore().exists()
              ? Optional.of(StoreSide.Secrets.read(config))
              : Optional.empty());
    }

    /// Those that have to be watched.
    List<SecretFile<?>> all() {
      var own = Stream.<SecretFile<?>>concat(Stream.of(key), jwtSecret.stream());
      var shared = store.stream().flatMap(files -> files.all().stream());
      return Stream.concat(own, shared).toList();
    }
  }

  /// Connects to nothing yet but the shared store, where there is one.
  static AuthSide of(SidecarConfig config, Secrets secrets, Ground ground) {
    var vertx = ground.vertx();
    var world = ground.world();
    var server =
        new AuthServer(
            vertx, config.supabase().authUrl(), secrets.key(), world.version(), world.clock());
    var verifier =
        Verifier.of(
            config.verify(),
            server,
            () -> secrets.jwtSecret().flatMap(SecretFile::get),
            world.clock(),
            config.refresh().timeout());
    var store =
        secrets
            .store()
            .map(files -> StoreSide.open(config, files, ground, ground.storeEvents().get()));
    var coordinator =
        new RefreshCoordinator(
            vertx, config, server::refresh, store, world.nanos(), ground.skew(), ground.events());
    return new AuthSide(secrets, server, verifier, store, coordinator);
  }

  /// Another one is about to take its place; requests that have this one go on with it.
  void retire() {
    coordinator.retire();
  }

  /// Ends all connections. Must be called on the event loop.
  void close() {
    server.close();
    store.ifPresent(SharedStore::close);
  }

  /// Whether all this serves another configuration as well.
  static boolean isSame(SidecarConfig one, SidecarConfig other) {
    return one.supabase().equals(other.supabase())
        && one.refresh().equals(other.refresh())
        && one.verify().equals(other.verify());
  }
}
