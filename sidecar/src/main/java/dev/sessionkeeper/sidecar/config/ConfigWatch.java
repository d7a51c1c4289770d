package dev.sessionkeeper.sidecar.config;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Looks at the configuration file and the secret files every 2 seconds and puts what is new in
/// force; a file that may not be used changes nothing.
///
/// Files are read on a worker thread, everything else happens on the event loop that called
/// `start`. Polling sees the swapped `..data` link of a mounted ConfigMap, which inotify does not.
public final class ConfigWatch {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final ConfigFile file;
  private final Supplier<List<SecretFile<?>>> secrets;
  private final Function<SidecarConfig, Runnable> prepare;
  private final ConfigEvents events;
  private final SidecarConfig started;
  private SidecarConfig inForce;
  private List<Problem> problems = List.of();

  /// What a look found; `apply` puts the file's configuration in force, if it is a valid one.
  private record Look(Optional<ConfigReading> reading, Runnable apply, boolean secretsChanged) {}

  /// A watch over a file that was read already.
  ///
  /// @param started the configuration that was read
  ///
  /// @param secrets the secret files of the configuration in force
  /// @param prepare reads what a configuration names; called on a worker thread, may block. What it
  ///     returns puts the configuration in force at once, as a whole; called on the event loop
  public ConfigWatch(
      Vertx vertx,
      ConfigFile file,
      SidecarConfig started,
      Supplier<List<SecretFile<?>>> secrets,
      Function<SidecarConfig, Runnable> prepare,
      ConfigEvents events) {
    this.vertx = vertx;
    this.file = file;
    this.secrets = secrets;
    this.prepare = prepare;
    this.events = events;
    this.started = started;
    this.inForce = started;
  }

  /// Looks from now on, until Vert.x is closed.
  public void start() {
    vertx.setTimer(INTERVAL.toMillis(), _ -> lookAndGoOn());
  }

  /// What is wrong with the file as it is now; empty while the file is the one in force.
  public List<Problem> problems() {
    return problems;
  }

  private void lookAndGoOn() {
    vertx.executeBlocking(this::look, false).onSuccess(this::take).onComplete(_ -> start());
  }

  private Look look() {
    var changed = secrets.get().stream().filter(SecretFile::look).count();
    var reading = file.look();
    return new Look(reading, prepared(reading), changed > 0);
  }

  private Runnable prepared(Optional<ConfigReading> reading) {
    return reading.orElse(null) instanceof ConfigReading.Valid valid
        ? prepare.apply(valid.config())
        : () -> {};
  }

  private void take(Look look) {
    look.reading().ifPresent(reading -> judge(reading, look.apply()));
    if (look.secretsChanged()) {
      events.secretsChanged(
          secrets.get().stream().flatMap(secret -> secret.complaint().stream()).toList());
    }
  }

  private void judge(ConfigReading reading, Runnable apply) {
    switch (reading) {
      case ConfigReading.Invalid(var found) -> refuse(found);
      case ConfigReading.Valid(var config, var ignored) -> replace(config, ignored, apply);
    }
  }

  private void refuse(List<Problem> found) {
    problems = found;
    events.refused(found);
  }

  private void replace(SidecarConfig config, List<String> ignored, Runnable apply) {
    var mended = !problems.isEmpty();
    problems = List.of();
    if (config.equals(inForce) && !mended) {
      return;
    }
    apply.run();
    inForce = config;
    events.replaced(config, ignored, FixedMembers.changed(started, config));
  }
}
