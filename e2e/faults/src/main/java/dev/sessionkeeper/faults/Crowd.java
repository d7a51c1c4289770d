package dev.sessionkeeper.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// All users of a run, each on a thread of its own.
final class Crowd implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<User> users = new ArrayList<>();
  private final Tally tally;
  private List<Future<?>> atWork = List.of();

  Crowd(int size, SplittableRandom random, Stage stage, Tally tally) {
    this.tally = tally;
    for (var i = 0; i < size; i++) {
      users.add(User.signedUp(i, random.split(), stage, tally));
    }
  }

  /// Everybody begins to use the app.
  void start() {
    atWork = all(user -> user.use(threads, ended));
  }

  /// Everybody ends what they are at, and then asks calmly until their session has been refreshed.
  ///
  /// @param patience how long that may take
  void settle(Instant since, Duration patience) {
    ended.set(true);
    await(atWork);
    var deadline = Instant.now().plus(patience);
    await(all(user -> user.settle(since, deadline)));
  }

  int size() {
    return users.size();
  }

  long lost() {
    return users.stream().filter(User::isLost).count();
  }

  @Override
  public void close() {
    ended.set(true);
    threads.shutdownNow();
  }

  private List<Future<?>> all(Consumer<User> act) {
    var tasks = new ArrayList<Future<?>>();
    users.forEach(user -> tasks.add(threads.submit(() -> act.accept(user))));
    return List.copyOf(tasks);
  }

  private void await(List<Future<?>> tasks) {
    for (var task : tasks) {
      try {
        task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        tally.note(Tally.Kind.UNEXPECTED, "a user stopped: " + e.getCause());
      }
    }
  }
}
