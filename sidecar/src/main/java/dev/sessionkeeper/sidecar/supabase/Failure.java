package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// What a broken exchange means.
final class Failure {
  /// The whole exchange took too long. The server may have rotated the token, and still takes it.
  static final AuthReply.Failed TIMEOUT =
      new AuthReply.Failed(UnavailableReason.TIMEOUT, Repeat.SAFE);

  /// Something came that is no answer of an Auth server; it would come again.
  static final AuthReply.Failed NO_SUCH_ANSWER =
      new AuthReply.Failed(UnavailableReason.UNEXPECTED, Repeat.USELESS);

  /// This client was closed.
  static final AuthReply.Failed CLOSED =
      new AuthReply.Failed(UnavailableReason.CONNECTION, Repeat.USELESS);

  private Failure() {}

  /// No connection, so nothing was sent.
  ///
  /// Asking again at once helps where one of several servers is down: the next connection may reach
  /// another one. It does not where a name is unknown (the JDK remembers that for 10 s) or where
  /// the certificate is not trusted.
  static AuthReply.Failed whileConnecting(Throwable cause) {
    if (cause instanceof ConnectionPoolTooBusyException) {
      return new AuthReply.Failed(UnavailableReason.OVERLOADED, Repeat.USELESS);
    }
    var lasts = hasCause(cause, UnknownHostException.class) || hasCause(cause, SSLException.class);
    return new AuthReply.Failed(UnavailableReason.CONNECTION, lasts ? Repeat.USELESS : Repeat.SAFE);
  }

  /// The answer to a request that was sent, or partly sent, got lost or cannot be read.
  ///
  /// A lost answer may be asked for again, see `Repeat`. Bytes that are not HTTP and a head beyond
  /// the bound arrive as exceptions of the decoder, which are neither of the two types here.
  static AuthReply.Failed afterSending(Throwable cause) {
    return cause instanceof IOException || cause instanceof VertxException
        ? new AuthReply.Failed(UnavailableReason.CONNECTION, Repeat.SAFE)
        : NO_SUCH_ANSWER;
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    var cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }
}
