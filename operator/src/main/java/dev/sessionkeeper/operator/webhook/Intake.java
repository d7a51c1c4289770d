package dev.sessionkeeper.operator.webhook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Takes in the bodies of reviews. Anybody in the cluster may connect, so that each body is bounded
/// in size and time, and all of them together in size: where they are too much, the one that has
/// been coming for the longest time gives way. A review of the API server comes at once.
///
/// Safe for concurrent use.
final class Intake {
  // An object of etcd is at most 1.5 MiB; a review holds it once, and old objects are never sent.
  private static final int LARGEST = 3 * 1024 * 1024;
  private static final int LARGEST_SUM = 4 * LARGEST;
  // The API server itself waits for five seconds.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Body> coming = new LinkedHashSet<>();
  private int held;

  Intake(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Why a body was not taken.
  static final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String sentence;

    Declined(int status, String sentence) {
      super(sentence, null, false, false);
      this.status = status;
      this.sentence = sentence;
    }

    int status() {
      return status;
    }

    String sentence() {
      return sentence;
    }
  }

  /// A body that comes.
  private static final class Body {
    private final Context context;
    private final Promise<Buffer> whole = Promise.promise();
    private final Buffer bytes = Buffer.buffer();
    private int counted;

    Body(Context context) {
      this.context = context;
    }

    void decline(int status, String sentence) {
      whole.tryFail(new Declined(status, sentence));
    }
  }

  /// What is made of the body of a request; fails with `Declined` if it is too much or too slow.
  <T> Future<T> with(HttpServerRequest request, Function<Buffer, Future<T>> work) {
    var body = new Body(vertx.getOrCreateContext());
    var timer =
        vertx.setTimer(
            LONGEST.toMillis(), _ -> body.decline(408, "the review did not come within 5 s"));
    locked(() -> coming.add(body));
    request.exceptionHandler(body.whole::tryFail);
    request.endHandler(_ -> body.whole.tryComplete(body.bytes));
    request.handler(part -> take(part, body));
    return body.whole
        .future()
        .onComplete(_ -> vertx.cancelTimer(timer))
        .onComplete(_ -> locked(() -> coming.remove(body)))
        .compose(work)
        .onComplete(_ -> locked(() -> forget(body)));
  }

  private void take(Buffer part, Body body) {
    if (body.whole.future().isComplete()) {
      return;
    }
    if (body.bytes.length() + part.length() > LARGEST) {
      body.decline(413, "the review is larger than %d bytes".formatted(LARGEST));
      return;
    }
    body.bytes.appendBuffer(part);
    for (var eldest : madeRoomFor(part.length(), body)) {
      eldest.context.runOnContext(
          _ -> eldest.decline(503, "too many reviews are under way: try again"));
    }
  }

  /// @return those that give way
  private List<Body> madeRoomFor(int bytes, Body body) {
    var leaving = new ArrayList<Body>();
    locked(
        () -> {
          body.counted += bytes;
          held += bytes;
          while (held > LARGEST_SUM && !coming.isEmpty()) {
            var eldest = coming.iterator().next();
            coming.remove(eldest);
            forget(eldest);
            leaving.add(eldest);
          }
        });
    return leaving;
  }

  private void forget(Body body) {
    held -= body.counted;
    body.counted = 0;
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
