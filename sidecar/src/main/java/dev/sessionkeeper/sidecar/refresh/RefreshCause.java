package dev.sessionkeeper.sidecar.refresh;

import java.util.Locale;

/// Why a session is refreshed; a metric label.
public enum RefreshCause {
  /// A request waits for it.
  EXPIRED,
  /// It runs beside a request, early.
  DUE,
  /// A script asked for it, or a sign-out needs it.
  ASKED;

  /// The cause as metric label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
