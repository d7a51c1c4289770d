package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.verify.Verifier;
import java.util.Optional;

/// Whether an access token is genuine, as far as it shows or a key set says.
final class SignatureSheet {
  /// Nobody looked.
  static final Verification UNCHECKED = new Verification.Unverifiable("nobody looked");

  private SignatureSheet() {}

  static Verification write(Session session, Optional<String> keys, Report report) {
    var unusable = Verifier.unusable(session);
    if (unusable.isPresent()) {
      return told(report, unusable.get());
    }
    if (keys.isEmpty()) {
      report.fact("signature", "not checked");
      report.say("The signature was not checked: name the project's keys with --jwks for that.");
      return UNCHECKED;
    }
    return switch (KeySource.read(keys.get())) {
      case KeySource.Answer.Missing(var reason) -> told(report, reason);
      case KeySource.Answer.Given(var set) -> told(report, set.verify(session));
    };
  }

  private static Verification told(Report report, String reason) {
    report.fact("signature", "not checked");
    report.say("The signature could not be checked: " + reason + ".");
    return UNCHECKED;
  }

  private static Verification told(Report report, Verification verification) {
    switch (verification) {
      case Verification.Verified() -> {
        report.fact("signature", "verified");
        report.say("The signature is good: one of the keys made it.");
      }
      case Verification.Forged(var reason) -> {
        report.fact("signature", "forged");
        report.say("The signature counts as forged: " + reason + ".");
      }
      case Verification.Unverifiable(var reason) -> {
        report.fact("signature", "not checked");
        report.say("The signature could not be checked: " + reason + ".");
      }
    }
    return verification;
  }
}
