package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.config.SecretFile;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.refresh.RefreshCoordinator;
import dev.sessionkeeper.sidecar.refresh.RefreshEvents;
import dev.sessionkeeper.sidecar.supabase.ApiKey;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import dev.sessionkeeper.sidecar.verify.JwtSecret;
import dev.sessionkeeper.sidecar.verify.Verifier;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Auth server of a configuration, the secrets for it, and all that was learnt from it.
record AuthSide(
    Secrets secrets, AuthServer server, Verifier verifier, RefreshCoordinator coordinator) {

  /// What outlives every configuration.
  record Ground(Vertx vertx, World world, ClockSkew skew, RefreshEvents events) {}

  /// The secret files that a configuration names.
  record Secrets(SecretFile<ApiKey> key, Optional<SecretFile<JwtSecret>> jwtSecret) {

    /// Reads them for the first time. Blocks for as long as the volume takes.
    static Secrets read(SidecarConfig config) {
      return new Secrets(
          new SecretFile<>(
              "supabase.publishableKeyFile", config.supabase().publishableKeyFile(), ApiKey::of),
          Optional.of(config.verify().jwtSecretFile())
              .filter(path -> !path.isEmpty())
              .map(path -> new SecretFile<>("verify.jwtSecretFile", path, JwtSecret::of)));
    }

    /// Those that have to be watched.
    List<SecretFile<?>> all() {
      return Stream.concat(Stream.of(key), jwtSecret.stream()).<SecretFile<?>>map(s -> s).toList();
    }
  }

  /// Connects to nothing yet.
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
    var coordinator =
        new RefreshCoordinator(
            vertx, config, server::refresh, world.nanos(), ground.skew(), ground.events());
    return new AuthSide(secrets, server, verifier, coordinator);
  }

  /// Whether all this serves another configuration as well.
  static boolean isSame(SidecarConfig one, SidecarConfig other) {
    return one.supabase().equals(other.supabase())
        && one.refresh().equals(other.refresh())
        && one.verify().equals(other.verify());
  }
}
