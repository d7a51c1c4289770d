package dev.sessionkeeper.sidecar.supabase;

/// Whether asking again at once, with the same refresh token, is safe and could help.
///
/// The server may have rotated the token before the answer was lost. It still takes the parent of
/// its active token, so presenting the same one again yields the same session.
public enum Repeat {
  /// The answer was lost, or another refresh held the session's lock.
  SAFE,
  /// The same would happen again, or asking again makes things worse.
  USELESS
}
