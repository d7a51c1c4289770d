package dev.sessionkeeper.sidecar.supabase;

import static dev.sessionkeeper.sidecar.session.UnavailableReason.CONFLICT;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.HOOK;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.MISCONFIGURED;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.NOT_A_SESSION;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.RATE_LIMITED;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.SERVER_ERROR;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.TIMEOUT;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.UNEXPECTED;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer.Fatal;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer.Success;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer.Unavailable;
import java.util.Optional;
import java.util.function.Function;

/// Judges the answer to a refresh. Pure.
///
/// A session ends only by a code of the closed list, and only with a status that the Auth server
/// sends it with (400, or 403 for users). Every other status, shape and code keeps the session,
/// also those that auth-js takes for a sign-out: 401 and 404 of gateways, 408, 409, 429, a success
/// without a session.
final class TokenClassifier {
  private final Function<String, Optional<Session>> sessionOf;

  TokenClassifier(Function<String, Optional<Session>> sessionOf) {
    this.sessionOf = sessionOf;
  }

  TokenAnswer judge(AuthReply reply) {
    return switch (reply) {
      case AuthReply.Failed(UnavailableReason reason, Repeat repeat) ->
          new Unavailable(reason, Optional.empty(), repeat);
      case AuthReply.Answer answer when answer.status() == 200 -> success(answer);
      case AuthReply.Answer answer -> failure(answer);
    };
  }

  private TokenAnswer success(AuthReply.Answer answer) {
    var session = sessionOf.apply(answer.body());
    return session.isPresent()
        ? new Success(session.get(), ReuseCause.of(answer))
        : Unavailable.useless(NOT_A_SESSION);
  }

  private static TokenAnswer failure(AuthReply.Answer answer) {
    var code = ErrorCode.of(answer);
    var fatal =
        mayEndSessions(answer.status())
            ? code.flatMap(c -> FatalCode.of(c.text()))
            : Optional.<FatalCode>empty();
    if (fatal.isPresent()) {
      return new Fatal(fatal.get());
    }
    var reason =
        code.filter(c -> isHookError(c, answer.status()))
            .map(c -> HOOK)
            .orElseGet(() -> reasonOf(answer));
    return new Unavailable(
        reason, RetryAfter.of(answer), reason == CONFLICT ? Repeat.SAFE : Repeat.USELESS);
  }

  private static boolean mayEndSessions(int status) {
    return status == 400 || status == 403;
  }

  // A refusal that the hook returned has a status of the hook's choice, the code `unknown` and no
  // code header.
  private static boolean isHookError(ErrorCode code, int status) {
    return code.is("unknown")
        && code.origin() == ErrorCode.Origin.BODY
        && status >= 400
        && status < 500;
  }

  /// Why an answer that is no success says nothing, whatever was asked.
  static UnavailableReason reasonOf(AuthReply.Answer answer) {
    return byStatus(answer.status(), ErrorCode.of(answer));
  }

  private static UnavailableReason byStatus(int status, Optional<ErrorCode> code) {
    if (status < 300) {
      return NOT_A_SESSION;
    }
    if (status >= 500) {
      return SERVER_ERROR;
    }
    return switch (status) {
      case 400 ->
          code.filter(c -> c.is("invalid_credentials")).map(c -> MISCONFIGURED).orElse(UNEXPECTED);
      case 401, 403, 404, 405 -> MISCONFIGURED;
      case 408 -> TIMEOUT;
      case 409 -> CONFLICT;
      case 429 -> RATE_LIMITED;
      // A redirect is a wrong base URL; it is never followed, because it would carry the token
      // along.
      default -> status < 400 ? MISCONFIGURED : UNEXPECTED;
    };
  }
}
