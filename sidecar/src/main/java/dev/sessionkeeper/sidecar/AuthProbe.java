package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import dev.sessionkeeper.sidecar.supabase.HealthAnswer;
import dev.sessionkeeper.sidecar.telemetry.LogKeys;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the Auth server from time to time how it is, so that a wrong URL or key is told before the
/// first session needs it. Belongs to one event loop.
final class AuthProbe {
  private static final Logger LOG = LoggerFactory.getLogger(AuthProbe.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration WHILE_WELL = Duration.ofMinutes(1);
  private static final Duration WHILE_NOT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Supplier<Backends> backends;
  private volatile Optional<Reason> reason =
      Optional.of(
          new Reason(
              Reason.Code.AUTH_NOT_ASKED_YET, "The auth server was not asked yet how it is."));

  /// @param backends asked at each probe, as the server may be another one by then
  AuthProbe(Vertx vertx, Supplier<Backends> backends) {
    this.vertx = vertx;
    this.backends = backends;
  }

  /// Asks now and from then on, until Vert.x is closed.
  void start() {
    var asked = backends.get();
    var url = asked.config().supabase().authUrl();
    ask(asked.auth().server(), url);
  }

  /// What is wrong with the server; empty when all is well.
  Optional<Reason> reason() {
    return reason;
  }

  private void ask(AuthServer server, URI url) {
    server
        .health(TIMEOUT)
        .onSuccess(answer -> learn(judge(answer, url)))
        .onComplete(
            _ -> {
              var pause = reason.isEmpty() ? WHILE_WELL : WHILE_NOT;
              vertx.setTimer(pause.toMillis(), _ -> start());
            });
  }

  private void learn(Optional<Reason> found) {
    var before = reason;
    reason = found;
    if (found.equals(before)) {
      return;
    }
    if (found.isPresent()) {
      LOG.atError()
          .addKeyValue(LogKeys.REASON, found.get().code().spelling())
          .log(found.get().message());
    } else {
      LOG.atInfo().log("the auth server answers");
    }
  }

  static Optional<Reason> judge(HealthAnswer answer, URI url) {
    return switch (answer) {
      case HealthAnswer.Healthy _ -> Optional.empty();
      case HealthAnswer.NotSupabase(var told) ->
          Optional.of(
              new Reason(
                  Reason.Code.AUTH_WRONG_URL,
                  "%s (supabase.authUrl) is no Supabase Auth server, its answer %s: check the URL,"
                          .formatted(url, told)
                      + " in particular whether it must end with /auth/v1."));
      case HealthAnswer.KeyRefused() ->
          Optional.of(
              new Reason(
                  Reason.Code.AUTH_KEY_REFUSED,
                  "The gateway of %s refuses the API key (supabase.publishableKeyFile): put the"
                          .formatted(url)
                      + " project's publishable key into the file."));
      case HealthAnswer.Unreachable(var why) ->
          Optional.of(
              new Reason(
                  Reason.Code.AUTH_UNREACHABLE,
                  "The auth server at %s (supabase.authUrl) does not answer (%s): sessions that are"
                          .formatted(url, why.label())
                      + " valid are served meanwhile, and it is asked again."));
    };
  }
}
