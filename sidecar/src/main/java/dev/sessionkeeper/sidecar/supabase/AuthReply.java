package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;
import java.util.Map;
import java.util.Optional;

/// What came back over the wire, before anybody judges it.
sealed interface AuthReply {

  /// A complete HTTP answer.
  ///
  /// @param headers by lower-case name; the first value of each
  /// @param body decoded as UTF-8; may hold tokens, so it is never logged
  record Answer(int status, Map<String, String> headers, String body) implements AuthReply {

    public Answer {
      headers = Map.copyOf(headers);
    }

    Optional<String> header(String lowerCaseName) {
      return Optional.ofNullable(headers.get(lowerCaseName));
    }

    @Override
    public String toString() {
      return "Answer[status=" + status + "]";
    }
  }

  /// No complete answer.
  record Failed(UnavailableReason reason, Repeat repeat) implements AuthReply {}
}
