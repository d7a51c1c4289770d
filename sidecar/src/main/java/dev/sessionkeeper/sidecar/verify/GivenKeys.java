package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import java.util.Optional;

/// A key set that somebody holds in hand: judges tokens as `KeyTrust` does, without asking anybody.
public final class GivenKeys {
  private final KeySet keys;

  private GivenKeys(KeySet keys) {
    this.keys = keys;
  }

  /// Reads a JSON web key set; empty where the text is none.
  public static Optional<GivenKeys> parse(String json) {
    return KeySet.parse(json).map(GivenKeys::new);
  }

  /// Whether one of the keys signed the access token of a session.
  public Verification verify(Session session) {
    return Verifier.unusable(session)
        .or(() -> ofSharedSecret(session))
        .orElseGet(() -> byKeys(session));
  }

  private static Optional<Verification> ofSharedSecret(Session session) {
    return Algorithm.of(session.claims().algorithm())
        .filter(algorithm -> algorithm.kind() == Algorithm.Kind.SHARED_SECRET)
        .map(_ -> new Verification.Unverifiable(Reasons.SHARED_SECRET));
  }

  private Verification byKeys(Session session) {
    var algorithm = Algorithm.of(session.claims().algorithm());
    var named = keys.named(session.claims().keyId());
    if (algorithm.isEmpty()) {
      return new Verification.Forged(Reasons.ALGORITHM);
    }
    return named.isEmpty()
        ? new Verification.Forged(Reasons.UNKNOWN_KEY)
        : KeyTrust.judge(session, algorithm.get(), named).verification();
  }
}
