package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;
import java.util.Optional;
import java.util.regex.Pattern;

/// Judges the answer to `GET /health`. Pure. Source: GoTrue `internal/api/api.go` (HealthCheck).
final class HealthClassifier {
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+_-]{1,64}");

  private HealthClassifier() {}

  /// Judges a reply to a call that carried this key or none.
  static HealthAnswer judge(AuthReply reply, Optional<ApiKey> key) {
    return switch (reply) {
      case AuthReply.Failed(UnavailableReason reason, Repeat _) ->
          new HealthAnswer.Unreachable(reason);
      case AuthReply.Answer answer when answer.status() == 200 -> success(answer);
      case AuthReply.Answer answer -> failure(answer.status(), key);
    };
  }

  private static HealthAnswer success(AuthReply.Answer answer) {
    var health = JsonMembers.of(answer.body());
    if (health.flatMap(body -> body.text("name")).filter("GoTrue"::equals).isEmpty()) {
      return new HealthAnswer.NotSupabase("is 200 from something that does not call itself GoTrue");
    }
    var version = health.flatMap(body -> body.text("version"));
    return new HealthAnswer.Healthy(version.filter(VERSION.asMatchPredicate()).orElse("unknown"));
  }

  private static HealthAnswer failure(int status, Optional<ApiKey> key) {
    if (status >= 500) {
      return new HealthAnswer.Unreachable(UnavailableReason.SERVER_ERROR);
    }
    return switch (status) {
      case 401, 403 -> refused(key);
      case 404 ->
          new HealthAnswer.NotSupabase("is 404: a bare Auth server has no /auth/v1, a gateway has");
      case 408 -> new HealthAnswer.Unreachable(UnavailableReason.TIMEOUT);
      case 429 -> new HealthAnswer.Unreachable(UnavailableReason.RATE_LIMITED);
      default -> new HealthAnswer.NotSupabase("has the status " + status);
    };
  }

  private static HealthAnswer refused(Optional<ApiKey> key) {
    return key.isPresent()
        ? new HealthAnswer.KeyRefused()
        : new HealthAnswer.Unreachable(UnavailableReason.SECRET_MISSING);
  }
}
