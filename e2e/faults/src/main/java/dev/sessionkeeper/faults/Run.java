package dev.sessionkeeper.faults;

import dev.sessionkeeper.processes.Waiting;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.SplittableRandom;

/// One run: users come, faults come and go with calm between, then everybody's session is followed
/// to its end.
final class Run {
  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final SidecarFile.Patience PATIENCE =
      new SidecarFile.Patience(Duration.ofSeconds(3), Duration.ofMillis(500));
  private static final Duration ARRIVAL = Duration.ofSeconds(20);
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final Duration SETTLING = Duration.ofMinutes(2);

  private final Options options;
  private final PrintStream out;
  private final Tally tally = new Tally();
  private final Account account = new Account();
  private final Instant began = Instant.now();
  private volatile String now = "users sign in";

  Run(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  Report go() {
    var auth = new AuthServer.Settings(LIFETIME, options.reuse());
    var setting = new Stage.Setting(options.folder(), auth, options.store(), PATIENCE);
    try (var stage = Stage.set(setting);
        var crowd =
            new Crowd(options.users(), new SplittableRandom(options.seed()), stage, tally)) {
      var progress = Thread.startVirtualThread(() -> new Progress(out, began).of(this, tally));
      crowd.start();
      strikes(stage);
      now = "everybody settles";
      crowd.settle(Instant.now(), SETTLING);
      progress.interrupt();
      return report(stage, crowd);
    }
  }

  /// What is happening now.
  String now() {
    return now;
  }

  private void strikes(Stage stage) {
    var schedule = new Schedule(options.seed(), options.store());
    var saboteur = new Saboteur(stage, new Random(options.seed()), tally);
    var end = Instant.now().plus(options.length());
    now = "users arrive";
    Waiting.pass(ARRIVAL);
    while (Instant.now().isBefore(end)) {
      strike(stage, saboteur, schedule.next());
      calm(stage);
    }
  }

  private void strike(Stage stage, Saboteur saboteur, Schedule.Strike strike) {
    var before = stage.auth().calls();
    Deque<Saboteur.Damage> done = new ArrayDeque<>();
    now = strike.toString();
    for (var fault : strike.faults()) {
      var damage = saboteur.begin(fault);
      done.push(damage);
      say("%s: %s, %d s".formatted(fault, damage.what(), strike.length().toSeconds()));
    }
    Waiting.pass(strike.length());
    while (!done.isEmpty()) {
      done.pop().mend().run();
    }
    recover(stage);
    account.add(strike.toString(), stage.auth().calls().since(before));
  }

  private void recover(Stage stage) {
    now = "everything recovers";
    stage.auth().checkAlive();
    stage.sidecars().forEach(Sidecar::checkAlive);
    try {
      Waiting.until("all sidecars are well", RECOVERY, stage::isWell);
    } catch (IllegalStateException e) {
      tally.note(Tally.Kind.UNEXPECTED, String.valueOf(e.getMessage()));
    }
  }

  private void calm(Stage stage) {
    now = "calm";
    var before = stage.auth().calls();
    var failures = stage.storeFailures();
    Waiting.pass(CALM);
    var rotations = stage.auth().calls().since(before);
    var troubled = stage.storeFailures() > failures;
    account.add(troubled ? Account.TROUBLED : Account.CALM, rotations);
  }

  private Report report(Stage stage, Crowd crowd) {
    var took = Duration.between(began, Instant.now());
    return new Report(options, took, tally, account, stage.auth().calls(), crowd.lost());
  }

  private void say(String what) {
    out.printf("%5d s  %s%n", Duration.between(began, Instant.now()).toSeconds(), what);
  }
}
