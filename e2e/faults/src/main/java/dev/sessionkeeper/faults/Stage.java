package dev.sessionkeeper.faults;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything running: the auth server, the app, perhaps a store, and three sidecars.
final class Stage implements AutoCloseable {
  static final int SIDECARS = 3;

  private final AuthServer auth;
  private final Optional<Redis> redis;
  private final App app;
  private final List<Sidecar> sidecars = new ArrayList<>();

  /// What replicas share.
  enum Store {
    REDIS,
    NONE
  }

  /// What a stage is made of.
  ///
  /// @param folder where programs leave their output
  record Setting(
      Path folder, AuthServer.Settings auth, Store store, SidecarFile.Patience patience) {}

  private Stage(Setting setting) {
    var folder = setting.folder();
    auth = AuthServer.start(folder, setting.auth());
    app = App.start();
    redis =
        switch (setting.store()) {
          case REDIS -> Optional.of(Redis.start(folder));
          case NONE -> Optional.empty();
        };
    var policy = new SidecarFile.Policy(auth.url(), redis.map(Redis::address), setting.patience());
    for (var i = 1; i <= SIDECARS; i++) {
      sidecars.add(Sidecar.start("sidecar-" + i, folder, policy, app.port()));
    }
    sidecars.forEach(Sidecar::awaitReady);
  }

  static Stage set(Setting setting) {
    return new Stage(setting);
  }

  AuthServer auth() {
    return auth;
  }

  Optional<Redis> redis() {
    return redis;
  }

  List<Sidecar> sidecars() {
    return List.copyOf(sidecars);
  }

  Sidecar sidecar(int number) {
    return sidecars.get(number);
  }

  /// Whether every sidecar serves and is in touch with what it needs.
  boolean isWell() {
    return sidecars.stream().allMatch(this::isWell);
  }

  /// How many questions to the store have failed so far.
  double storeFailures() {
    return sidecars.stream()
        .mapToDouble(
            sidecar ->
                sidecar.metric("shared_store_operations_total")
                    - sidecar.metric("shared_store_operations_total", "\"answered\""))
        .sum();
  }

  @Override
  public void close() {
    sidecars.forEach(Sidecar::close);
    redis.ifPresent(Redis::close);
    app.close();
    auth.close();
  }

  private boolean isWell(Sidecar sidecar) {
    try {
      return sidecar.status().path("reasons").isEmpty()
          && sidecar.metric("auth_circuit_state", "\"closed\"") == 1
          && (redis.isEmpty() || sidecar.metric("shared_store_state", "\"up\"") == 1);
    } catch (UncheckedIOException | IllegalStateException e) {
      return false; // It does not answer; the deadline speaks if it stays so.
    }
  }
}
