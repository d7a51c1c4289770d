package dev.sessionkeeper.sidecar.store;

import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;

/// A session that is to be refreshed, as the store knows it: by hashes alone.
///
/// All keys of a sign-in carry one tag in braces, so that they lie on one server of a cluster. The
/// tag is made from the `session_id` that the access token claims, which anybody can write; nothing
/// but the place follows from it. A lease is shared by whoever presents the same tokens, and by the
/// whole sign-in only where the signature was verified.
///
/// @param session as it was presented
public record Subject(
    Session session, String tag, String entryKey, String leaseKey, String generationKey) {

  /// The subject of a session.
  ///
  /// @param prefix of all keys
  /// @param issuer the Supabase URL
  /// @param isTrusted whether the `session_id` of the access token was verified
  public static Subject of(String prefix, String issuer, Session session, boolean isTrusted) {
    var presented = Fingerprint.of(issuer, session);
    var signIn =
        session.claims().sessionId().map(id -> Fingerprint.ofSignIn(issuer, id)).orElse(presented);
    var place = place(prefix, signIn.text());
    var lease = isTrusted && session.claims().sessionId().isPresent() ? "" : presented.text();
    return new Subject(
        session,
        signIn.text(),
        place + "entry:" + presented.text(),
        place + "lease:" + lease,
        generationKey(prefix, signIn.text()));
  }

  /// The key of the newest generation of the sign-in that a tag stands for.
  public static String generationKey(String prefix, String tag) {
    return place(prefix, tag) + "newest";
  }

  private static String place(String prefix, String tag) {
    return prefix + ":{" + tag + "}:";
  }

  @Override
  public String toString() {
    return "Subject[" + entryKey + "]";
  }
}
