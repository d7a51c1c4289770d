package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/// Carries faults out, and mends them.
final class Saboteur {
  private final Stage stage;
  private final Random random;
  private final PolicyChanges policy;

  /// A fault that has begun.
  ///
  /// @param what in words, with what chance has chosen
  record Damage(String what, Runnable mend) {}

  Saboteur(Stage stage, Random random, Tally tally) {
    this.stage = stage;
    this.random = random;
    this.policy = new PolicyChanges(stage, random, tally);
  }

  Damage begin(Fault fault) {
    return switch (fault) {
      case AUTH_KILLED -> authKilled();
      case AUTH_STALLED -> authStalled();
      case AUTH_SLOW -> auth(AuthFaults.slow(random));
      case AUTH_LIMITED -> auth(AuthFaults.limited(random));
      case AUTH_GARBAGE -> auth(AuthFaults.garbage(random));
      case AUTH_LOSES_ANSWERS -> auth(AuthFaults.lost(random));
      case SIDECAR_KILLED -> sidecarKilled();
      case SIDECAR_STOPPED -> sidecarStopped();
      case STORE_RESTARTED -> storeRestarted();
      case STORE_FROZEN -> storeFrozen();
      case STORE_EMPTIED -> storeEmptied();
      case POLICY_EDITED -> policy.edit();
      case POLICY_SPOILED -> policy.spoil();
    };
  }

  private Damage authKilled() {
    stage.auth().line().cut();
    return new Damage(
        "unreachable",
        () -> {
          stage.auth().restart();
          stage.auth().line().mend();
        });
  }

  private Damage authStalled() {
    stage.auth().line().stall();
    return new Damage("no byte passes", stage.auth().line()::flow);
  }

  private Damage auth(ObjectNode fault) {
    stage.auth().fault(fault);
    return new Damage(fault.toString().replace('"', '\''), stage.auth()::withoutFaults);
  }

  private Damage sidecarKilled() {
    var sidecar = anySidecar();
    sidecar.kill();
    return new Damage("SIGKILL of " + sidecar.name(), () -> startAgain(sidecar));
  }

  private Damage sidecarStopped() {
    var sidecar = anySidecar();
    var status = sidecar.terminate();
    if (status != 0) {
      policy
          .tally()
          .note(
              Tally.Kind.UNEXPECTED,
              sidecar.name() + " ended with status " + status + " when stopped");
    }
    return new Damage("SIGTERM to " + sidecar.name(), () -> startAgain(sidecar));
  }

  private static void startAgain(Sidecar sidecar) {
    sidecar.startAgain();
    sidecar.awaitReady();
  }

  private Damage storeRestarted() {
    var redis = stage.redis().orElseThrow();
    var killed = random.nextBoolean();
    if (killed) {
      redis.kill();
    } else {
      redis.terminate();
    }
    return new Damage(killed ? "SIGKILL" : "SIGTERM", redis::startAgain);
  }

  private Damage storeFrozen() {
    var redis = stage.redis().orElseThrow();
    redis.freeze();
    return new Damage("SIGSTOP", redis::thaw);
  }

  private Damage storeEmptied() {
    stage.redis().orElseThrow().flush();
    return new Damage("FLUSHALL", () -> {});
  }

  private Sidecar anySidecar() {
    return stage.sidecar(random.nextInt(Stage.SIDECARS));
  }
}
