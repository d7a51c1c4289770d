package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Edits of the policy while it is in use: good ones, which must be put in force, and bad ones,
/// which must not.
final class PolicyChanges {
  // A sidecar looks every 2 s.
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<Consumer<ObjectNode>> EDITS =
      List.of(
          config -> config.withObject("/refresh").put("timeout", "4s"),
          config -> config.withObject("/refresh").put("early", "5m"),
          config -> config.withObject("/refresh").put("onUnavailable", "ServiceUnavailable"),
          config -> config.withObject("/refresh").put("replay", "30s"),
          config -> config.withObject("/verify").put("mode", "Auto"),
          config -> config.withObject("/cookies").put("sameSite", "Strict"),
          config -> config.withObject("/upstream").put("maxConnections", 50),
          config -> config.put("logLevel", "warn"));
  private static final List<String> BAD =
      List.of(
          "",
          "{",
          "{}",
          "refresh: none",
          "{\"policy\": {\"namespace\": \"faults\", \"name\": \"web\", \"generation\": 99}}");

  private final Stage stage;
  private final Random random;
  private final Tally tally;

  PolicyChanges(Stage stage, Random random, Tally tally) {
    this.stage = stage;
    this.random = random;
    this.tally = tally;
  }

  Tally tally() {
    return tally;
  }

  Saboteur.Damage edit() {
    var number = random.nextInt(EDITS.size());
    edit(EDITS.get(number));
    return new Saboteur.Damage("edit " + number, () -> edit(_ -> {}));
  }

  Saboteur.Damage spoil() {
    var number = random.nextInt(BAD.size());
    for (var sidecar : stage.sidecars()) {
      sidecar.file().spoil(BAD.get(number));
    }
    for (var sidecar : stage.sidecars()) {
      check(sidecar, "refuses a bad file", () -> sidecar.refusesItsFile());
      check(sidecar, "keeps its policy", () -> isInForce(sidecar));
    }
    return new Saboteur.Damage("bad file " + number, () -> edit(_ -> {}));
  }

  private void edit(Consumer<ObjectNode> change) {
    stage.sidecars().forEach(sidecar -> sidecar.file().edit(change));
    for (var sidecar : stage.sidecars()) {
      check(sidecar, "follows the newest generation", () -> isInForce(sidecar));
    }
  }

  private static boolean isInForce(Sidecar sidecar) {
    return sidecar.generation() == sidecar.file().generation();
  }

  /// One that is down reads its file when it starts again.
  private void check(Sidecar sidecar, String what, BooleanSupplier holds) {
    if (!sidecar.isAlive()) {
      return;
    }
    try {
      Waiting.until(sidecar.name() + " " + what, PATIENCE, holds);
    } catch (IllegalStateException e) {
      tally.note(Tally.Kind.UNEXPECTED, String.valueOf(e.getMessage()));
    }
  }
}
