package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.session.Session;
import java.time.Duration;

/// What happens to a request.
public sealed interface Decision {

  /// The application answers.
  record Forward(State state, Upstream upstream, Browser browser) implements Decision {}

  /// The sidecar answers: no session where the route requires one.
  record Deny(State state, Browser browser) implements Decision {}

  /// The sidecar answers: a session, but not one that the route asks for.
  record Forbid(State state, Browser browser, Lack lack) implements Decision {}

  /// The sidecar answers 503: whether there is a session cannot be told now.
  record TryLater(Duration retryAfter) implements Decision {}

  /// What the application sees of the session cookies.
  sealed interface Upstream {

    /// The very header that came.
    record AsSent() implements Upstream {}

    /// One session in place of all cookies of the managed name.
    record Shown(Session session) implements Upstream {}

    /// No cookie of the managed name.
    record Stripped() implements Upstream {}
  }

  /// What the browser is told about the session cookies.
  sealed interface Browser {

    /// Nothing.
    record Untouched() implements Browser {}

    /// To hold another session.
    record Write(Session session) implements Browser {}

    /// To hold the session that it has, under today's name and in today's scope.
    record Move(Session session) implements Browser {}

    /// To hold none.
    record Delete() implements Browser {}
  }
}
