package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;
import java.util.Set;

/// Judges the answer to `POST /logout`. Pure. Source: GoTrue `internal/api/{logout,auth}.go`.
///
/// auth-js takes every 401, 403 and 404 for a sign-out; a gateway that does not know the key
/// answers so, too, and has ended nothing.
final class LogoutClassifier {
  private static final Set<String> GONE =
      Set.of("session_not_found", "user_not_found", "user_banned");

  private LogoutClassifier() {}

  static LogoutAnswer judge(AuthReply reply) {
    return switch (reply) {
      case AuthReply.Failed(UnavailableReason reason, Repeat _) ->
          new LogoutAnswer.Unavailable(reason);
      case AuthReply.Answer answer when answer.status() == 204 -> new LogoutAnswer.Ended();
      case AuthReply.Answer answer when answer.status() == 403 && isGone(answer) ->
          new LogoutAnswer.Ended();
      case AuthReply.Answer answer ->
          new LogoutAnswer.Unavailable(TokenClassifier.reasonOf(answer));
    };
  }

  private static boolean isGone(AuthReply.Answer answer) {
    return ErrorCode.of(answer).map(ErrorCode::text).filter(GONE::contains).isPresent();
  }
}
