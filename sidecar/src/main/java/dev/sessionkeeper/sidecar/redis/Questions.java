package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.sidecar.store.StoreEvents;
import dev.sessionkeeper.sidecar.store.StoreEvents.Operation;
import dev.sessionkeeper.sidecar.store.StoreEvents.Result;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The line before the server: a bounded number of questions at a time, so that each is answered
/// soon after it was sent. What ends a lease goes first, then what keeps one. Belongs to one event
/// loop.
final class Questions {
  static final int MOST_AT_A_TIME = 128;
  private static final int LONGEST_LINE = 50_000;

  private final Link link;
  private final StoreEvents events;
  private final LongSupplier nanos;
  private final Duration patience;
  private final Queue<Question> ends = new ArrayDeque<>();
  private final Queue<Question> renewals = new ArrayDeque<>();
  private final Queue<Question> others = new ArrayDeque<>();
  private int asked;
  private boolean admitting;

  private record Question(
      Operation operation,
      Request request,
      Predicate<@Nullable Response> makesSense,
      long since,
      Promise<Answer> answer) {}

  /// @param patience the longest that a question without a lease waits in line
  Questions(Link link, StoreEvents events, LongSupplier nanos, Duration patience) {
    this.link = link;
    this.events = events;
    this.nanos = nanos;
    this.patience = patience;
  }

  /// Asks the server. Never fails.
  ///
  /// @param makesSense whether an answer can be one to this question
  Future<Answer> ask(
      Operation operation, Request request, Predicate<@Nullable Response> makesSense) {
    var question =
        new Question(operation, request, makesSense, nanos.getAsLong(), Promise.promise());
    var line = line(operation);
    if (line.size() >= LONGEST_LINE) {
      complete(question, new Answer.None(Result.OVERLOADED));
    } else {
      line.add(question);
      admit();
    }
    return question.answer().future();
  }

  private Queue<Question> line(Operation operation) {
    return switch (operation) {
      case PUBLISH, RELEASE -> ends;
      case RENEW -> renewals;
      case CLAIM, FIND -> others;
    };
  }

  /// A loop instead of one step in the end of another: a whole line may be refused at once.
  private void admit() {
    if (admitting) {
      return;
    }
    admitting = true;
    while (asked < MOST_AT_A_TIME && admitNext()) {
      // One more is on its way.
    }
    admitting = false;
  }

  private boolean admitNext() {
    var first = ends.isEmpty() ? renewals : ends;
    if (!first.isEmpty()) {
      send(first.remove());
      return true;
    }
    if (!others.isEmpty()) {
      sendInTime(others.remove());
      return true;
    }
    return false;
  }

  private void sendInTime(Question question) {
    if (nanos.getAsLong() - question.since() > patience.toNanos()) {
      complete(question, new Answer.None(Result.OVERLOADED));
    } else {
      send(question);
    }
  }

  private void send(Question question) {
    asked++;
    link.ask(question.request())
        .onSuccess(
            answer -> {
              asked--;
              complete(question, judged(question, answer));
              admit();
            });
  }

  private Answer judged(Question question, Answer answer) {
    if (answer instanceof Answer.Reply(var response) && !question.makesSense().test(response)) {
      link.lost();
      return new Answer.None(Result.NONSENSE);
    }
    return answer;
  }

  private void complete(Question question, Answer answer) {
    var result =
        switch (answer) {
          case Answer.Reply _ -> Result.ANSWERED;
          case Answer.None(var why) -> why;
        };
    events.asked(
        question.operation(), result, Duration.ofNanos(nanos.getAsLong() - question.since()));
    question.answer().complete(answer);
  }
}
