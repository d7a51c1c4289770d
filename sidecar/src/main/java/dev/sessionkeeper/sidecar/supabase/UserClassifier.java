package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;
import java.util.Set;

/// Judges the answer to `GET /user`. Pure. Source: GoTrue `internal/api/auth.go`.
final class UserClassifier {
  private static final Set<String> REFUSALS =
      Set.of(UserAnswer.BAD_JWT, "session_not_found", "user_not_found", "user_banned");

  private UserClassifier() {}

  static UserAnswer judge(AuthReply reply) {
    return switch (reply) {
      case AuthReply.Failed(UnavailableReason reason, Repeat _) ->
          new UserAnswer.Unavailable(reason);
      case AuthReply.Answer answer when answer.status() == 200 -> success(answer);
      case AuthReply.Answer answer -> failure(answer);
    };
  }

  // A page of a captive portal is no user.
  private static UserAnswer success(AuthReply.Answer answer) {
    return JsonMembers.of(answer.body())
        .flatMap(user -> user.text("id"))
        .<UserAnswer>map(UserAnswer.Accepted::new)
        .orElseGet(() -> new UserAnswer.Unavailable(UnavailableReason.UNEXPECTED));
  }

  private static UserAnswer failure(AuthReply.Answer answer) {
    return ErrorCode.of(answer)
        .map(ErrorCode::text)
        .filter(code -> mayRefuse(answer.status()) && REFUSALS.contains(code))
        .<UserAnswer>map(UserAnswer.Refused::new)
        .orElseGet(() -> new UserAnswer.Unavailable(TokenClassifier.reasonOf(answer)));
  }

  // 403; 400 for a malformed `sub`; 401 by servers before the error codes were sorted.
  private static boolean mayRefuse(int status) {
    return status == 400 || status == 401 || status == 403;
  }
}
