package dev.sessionkeeper.simulator.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Something that goes wrong on command.
public sealed interface Fault {

  /// The call is handled as always, only later.
  record Delay(Duration by) implements Fault {}

  /// No answer ever comes; nothing was changed.
  record Hang() implements Fault {}

  /// The call is handled, a token rotated, but no answer ever comes.
  record HangAfter() implements Fault {}

  /// The connection is closed before the call is handled.
  record ResetBefore() implements Fault {}

  /// The call is handled, a token rotated, then the connection is closed without an answer.
  record ResetAfter() implements Fault {}

  /// Any answer; the call is not handled.
  record Answer(int status, Map<String, String> headers, String body) implements Fault {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /// The answer of a spent rate limit; with a `Retry-After` of so many seconds if one is given.
  record RateLimit(Optional<Integer> retryAfter) implements Fault {}

  /// The call is handled; half of the JSON arrives as a complete message.
  record TruncatedJson() implements Fault {}

  /// The call is handled; the connection breaks in the middle of the body.
  record CutBody() implements Fault {}

  /// The call is handled; the body arrives in pieces of `bytes`, each after a pause.
  record Trickle(Duration pause, int bytes) implements Fault {}

  /// The call is handled, but the answer is the session of somebody else.
  record OtherUser() implements Fault {}

  /// The call is handled, but the answer is another session of the same user.
  record OtherSession() implements Fault {}
}
