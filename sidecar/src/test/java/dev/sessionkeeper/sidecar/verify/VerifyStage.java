package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import dev.sessionkeeper.simulator.control.ShiftedClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.PublicJsonWebKey;

/// A verifier in front of a simulated Auth server; a test closes it when it is done.
final class VerifyStage implements AutoCloseable {
  static final String SECRET = "simulated-secret-of-sufficient-length";

  private static final String KEYS = "GOTRUE_JWT_KEYS";

  private final AuthStage auth;
  private final ShiftedClock clock = new ShiftedClock(Clock.systemUTC());
  private final AtomicReference<Optional<JwtSecret>> secret =
      new AtomicReference<>(Optional.empty());
  private final Verifier verifier;

  private VerifyStage(VerifyMode mode, SimulatorOptions options) {
    auth = AuthStage.with(options);
    verifier =
        Verifier.of(
            new SidecarConfig.Verify(mode, ""),
            auth.server(),
            secret::get,
            clock,
            AuthStage.PATIENCE);
  }

  /// A server that signs with its HS256 secret and publishes no key.
  static VerifyStage withSecretServer(VerifyMode mode) {
    return new VerifyStage(mode, SimulatorOptions.defaults());
  }

  /// A server that signs with the first key.
  static VerifyStage withKeyServer(
      VerifyMode mode, PublicJsonWebKey first, PublicJsonWebKey... others) {
    return new VerifyStage(
        mode, SimulatorOptions.defaults().with(KEYS, Tokens.signingWith(first, others)));
  }

  void rotateTo(PublicJsonWebKey first, PublicJsonWebKey... others) {
    auth.simulator().reconfigure(Map.of(KEYS, Tokens.signingWith(first, others))).await();
  }

  void know(String text) {
    secret.set(JwtSecret.of(text));
  }

  Session signUp() {
    return auth.signUp();
  }

  Session signUp(String email) {
    return auth.signUp(email);
  }

  void signOut(Session session) {
    auth.signOut(session);
  }

  Verifier verifier() {
    return verifier;
  }

  Verification verify(Session session) {
    return AuthStage.answer(verifier.verify(session));
  }

  void advance(Duration by) {
    clock.advance(by);
  }

  /// Answers every call so until `recover`.
  void breakDown(Fault fault) {
    auth.simulator().faults().add(FaultRule.onEverything(fault));
  }

  void recover() {
    auth.simulator().faults().clear();
  }

  int keyFetches() {
    return auth.simulator().calls().counts().of("GET", "/.well-known/jwks.json");
  }

  int userCalls() {
    return auth.simulator().calls().counts().of("GET", "/user");
  }

  @Override
  public void close() {
    auth.close();
  }
}
