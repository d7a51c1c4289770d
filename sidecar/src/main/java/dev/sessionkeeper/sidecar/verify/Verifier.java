package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Tells whether the Auth server signed an access token. Safe for all threads.
///
/// Expiry, audience and issuer are nobody's matter here: an expired token is still verified. A
/// token is verified once, however many requests carry it, and remembered until it expires. What
/// was remembered is forgotten when the secret or the published keys change.
public final class Verifier {
  private static final int LONGEST_TOKEN = 16 * 1024;

  private final Trust trust;
  private final Supplier<Optional<JwtSecret>> secret;
  private final Clock clock;
  private final VerificationMemory memory;
  private final Map<Fingerprint, Future<Verification>> underway = new ConcurrentHashMap<>();
  private volatile Optional<JwtSecret> secretBefore;

  private Verifier(
      Trust trust, Supplier<Optional<JwtSecret>> secret, VerificationMemory memory, Clock clock) {
    this.trust = trust;
    this.secret = secret;
    this.secretBefore = secret.get();
    this.memory = memory;
    this.clock = clock;
  }

  /// A verifier of the configured mode.
  ///
  /// @param secret asked for each token; empty where none is configured or its file is missing
  /// @param timeout for one call of the server
  public static Verifier of(
      SidecarConfig.Verify verify,
      AuthServer server,
      Supplier<Optional<JwtSecret>> secret,
      Clock clock,
      Duration timeout) {
    var memory = new VerificationMemory(clock);
    var keys = new PublishedKeys(() -> server.keys(timeout), memory::forgetAll, clock);
    var bySecret = new SecretTrust(secret);
    var byUser = new UserTrust(token -> server.user(token, timeout), clock);
    Trust bySecretOrUser = session -> (secret.get().isPresent() ? bySecret : byUser).judge(session);
    var trust =
        switch (verify.mode()) {
          case KEYS -> new KeyTrust(keys, Trust.none(Reasons.NO_KEYS));
          case SECRET -> bySecret;
          case USER -> byUser;
          case AUTO -> new AutoTrust(new KeyTrust(keys, bySecretOrUser), bySecretOrUser, byUser);
        };
    return new Verifier(trust, secret, memory, clock);
  }

  /// Verifies the access token of a session. A token that names no user and no sign-in is none: the
  /// legacy API keys of a project are signed with the same secret, and every browser has them.
  /// The future never fails, and is complete already where
  /// nobody has to be asked.
  public Future<Verification> verify(Session session) {
    var unusable = unusable(session);
    if (unusable.isPresent()) {
      return Future.succeededFuture(unusable.get());
    }
    forgetWhenTheSecretChanged();
    var token = Fingerprint.of(session.accessToken());
    return memory
        .find(token)
        .map(Future::succeededFuture)
        .orElseGet(() -> verifyOnce(token, session));
  }

  /// What no key has to be asked about.
  public static Optional<Verification> unusable(Session session) {
    if (session.accessToken().value().length() > LONGEST_TOKEN) {
      return Optional.of(new Verification.Forged(Reasons.TOO_LONG));
    }
    return session.claims().subject().isEmpty() || session.claims().sessionId().isEmpty()
        ? Optional.of(new Verification.Forged(Reasons.NOT_A_SIGN_IN))
        : Optional.empty();
  }

  private void forgetWhenTheSecretChanged() {
    var now = secret.get();
    if (!now.equals(secretBefore)) {
      secretBefore = now;
      memory.forgetAll();
    }
  }

  private Future<Verification> verifyOnce(Fingerprint token, Session session) {
    var mine = Promise.<Verification>promise();
    var others = underway.putIfAbsent(token, mine.future());
    if (others != null) {
      return others;
    }
    Future.succeededFuture(session)
        .compose(trust::judge)
        .otherwise(defect -> Judgement.unverifiable(Reasons.DEFECT))
        .onSuccess(
            judgement -> {
              var life = judgement.life(session.claims().expiresAt(), clock.instant());
              memory.remember(token, judgement.verification(), life);
              underway.remove(token);
              mine.complete(judgement.verification());
            });
    return mine.future();
  }
}
