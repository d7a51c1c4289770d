package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.refresh.CallGate.Caller;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.EndUser;
import java.util.Optional;

/// A session that has to be refreshed.
///
/// @param key of the presented tokens
/// @param presented as the browser sent it
/// @param verification of its access token
/// @param endUser on whose behalf
/// @param landsBefore the end of all patience, in nanoseconds of the coordinator's clock
record Trip(
    Fingerprint key,
    Session presented,
    Verification verification,
    EndUser endUser,
    long landsBefore) {

  boolean isTrusted() {
    return verification instanceof Verification.Verified;
  }

  /// The sign-in, where its name was signed.
  Optional<String> trustedId() {
    return isTrusted() ? presented.claims().sessionId() : Optional.empty();
  }

  Caller caller() {
    return isTrusted() ? Caller.VERIFIED : Caller.STRANGER;
  }
}
