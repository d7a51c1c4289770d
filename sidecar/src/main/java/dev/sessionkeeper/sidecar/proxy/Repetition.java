package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.upstream.BodyFraming;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/// Whether a request may be handed to the application once more after it came to nothing: once at
/// most. Belongs to one event loop.
final class Repetition {
  private static final Set<HttpMethod> HARMLESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final HttpMethod method;
  private final BodyFraming framing;
  private boolean isSpent;
  private boolean isBodyTaken;

  Repetition(HttpMethod method, BodyFraming framing) {
    this.method = method;
    this.framing = framing;
  }

  /// A part of the body has left, and cannot be read again.
  void bodyTaken() {
    isBodyTaken = true;
  }

  /// Takes the leave for a connection that was lost: an application may close a kept one just as it
  /// is used again, but it may also have begun to work. Source: RFC 9110 section 9.2.2.
  boolean takeAfterLoss() {
    return !framing.hasBody() && HARMLESS.contains(method) && take();
  }

  /// Takes the leave for a request that the application has certainly not looked at. Source: RFC
  /// 9113 sections 6.8 and 8.7.
  boolean takeAfterRefusal() {
    return !isBodyTaken && take();
  }

  private boolean take() {
    var isLeft = !isSpent;
    isSpent = true;
    return isLeft;
  }
}
