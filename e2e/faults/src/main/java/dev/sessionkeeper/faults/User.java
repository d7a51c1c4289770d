package dev.sessionkeeper.faults;

import dev.sessionkeeper.processes.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// One signed-in user: thinks, sends a burst of requests over whichever sidecars, thinks again, and
/// follows the session to its end.
final class User {
  private static final double SINGLE = 0.6;
  private static final double LEAVES_EARLY = 0.03;
  private static final int LARGEST_BURST = 6;
  private static final int SHORTEST_THOUGHT = 500;
  private static final int LONGEST_THOUGHT = 9_500;
  private static final int LONGEST_GLANCE = 300;
  // So long do new processes run on code that is not compiled yet.
  private static final int ARRIVAL = 20_000;

  private final String name;
  private final SplittableRandom random;
  private final List<Sidecar> sidecars;
  private final Tally tally;
  private final Browser browser;
  private final AtomicBoolean lost = new AtomicBoolean();

  private User(
      String name, String id, SplittableRandom random, List<Sidecar> sidecars, Tally tally) {
    this.name = name;
    this.random = random;
    this.sidecars = sidecars;
    this.tally = tally;
    this.browser = new Browser(id, this::changed);
  }

  /// Signs a new user up and in.
  static User signedUp(int number, SplittableRandom random, Stage stage, Tally tally) {
    var name = "user-" + number;
    var session = stage.auth().signUp(name + "@example.com");
    var id = session.at("/user/id").asText();
    var user = new User(name, id, random, stage.sidecars(), tally);
    user.browser.signIn(stage.sidecar(number % Stage.SIDECARS), session.toString());
    return user;
  }

  boolean isLost() {
    return lost.get();
  }

  /// Uses the app until told to stop, or signed out.
  void use(ExecutorService threads, AtomicBoolean ended) {
    Waiting.pass(Duration.ofMillis(random.nextInt(ARRIVAL)));
    while (!ended.get() && !isLost()) {
      burst(threads);
      judge();
      Waiting.pass(Duration.ofMillis(random.nextInt(SHORTEST_THOUGHT, LONGEST_THOUGHT)));
    }
  }

  /// Asks calmly until a session is shown that was issued since.
  ///
  /// @param since when the last fault was mended
  /// @param deadline when a session counts as lost
  void settle(Instant since, Instant deadline) {
    while (!isLost() && !isSettled(since)) {
      judge();
      if (Instant.now().isAfter(deadline)) {
        lose("never signed in again");
      }
      Waiting.pass(Duration.ofMillis(random.nextInt(SHORTEST_THOUGHT, 2 * SHORTEST_THOUGHT)));
    }
  }

  private boolean isSettled(Instant since) {
    return ask(random.split()) instanceof Seen.Own
        && browser.jar().session().filter(now -> !now.issuedAt().isBefore(since)).isPresent();
  }

  private void burst(ExecutorService threads) {
    var size = random.nextDouble() < SINGLE ? 1 : random.nextInt(2, LARGEST_BURST + 1);
    var requests = new ArrayList<Future<Seen>>();
    for (var i = 0; i < size; i++) {
      var dice = random.split();
      requests.add(threads.submit(() -> ask(dice)));
    }
    requests.forEach(User::await);
  }

  /// As a load balancer does, tries another sidecar where one does not answer.
  private Seen ask(SplittableRandom dice) {
    var first = dice.nextInt(sidecars.size());
    Seen seen = new Seen.NoAnswer();
    for (var i = 0; i < sidecars.size() && seen instanceof Seen.NoAnswer; i++) {
      seen = open(sidecars.get((first + i) % sidecars.size()), dice);
    }
    tally.count(seen);
    if (seen instanceof Seen.SomebodyElse(var other)) {
      tally.note(Tally.Kind.SOMEBODY_ELSE, "%s was shown as %s".formatted(name, other));
    }
    return seen;
  }

  private Seen open(Sidecar sidecar, SplittableRandom dice) {
    var url = sidecar.url().resolve("/page");
    return dice.nextDouble() < LEAVES_EARLY
        ? browser.open(url, Duration.ofMillis(dice.nextInt(1, LONGEST_GLANCE)), new Seen.Left())
        : browser.open(url, Browser.PATIENCE, new Seen.NoAnswer());
  }

  /// Responses of one burst may come in any order; what counts is what the jar holds after it.
  private void judge() {
    if (browser.jar().session().isEmpty()) {
      lose("the cookies were deleted");
    }
  }

  private void lose(String how) {
    if (lost.compareAndSet(false, true)) {
      tally.note(Tally.Kind.LOST, "%s at %s: %s".formatted(name, Instant.now(), how));
    }
  }

  private void changed(Jar.Change change) {
    tally.changed(change);
    if (change.isLoss()) {
      tally.note(Tally.Kind.UNEXPECTED, "%s at %s: deletion".formatted(name, Instant.now()));
    }
  }

  private static void await(Future<Seen> request) {
    try {
      request.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
