package dev.sessionkeeper.sidecar.upstream;

/// How fast the body of a request arrives: below a least rate a browser holds a connection to the
/// application for nothing.
///
/// Measured in windows of `listener.idleTimeout`, so that a short pause harms nobody. Time in which
/// the application takes nothing is the application's. Belongs to one event loop.
final class UploadPace {
  private static final long LEAST_BYTES_A_SECOND = 500;

  private final Ticks ticks;
  private long windowSince;
  private long inWindow;
  private long takenSince;
  private boolean hasMoved;

  /// What is to be said of a body that is still arriving.
  enum Verdict {
    FINE,
    /// The browser sends too little.
    TOO_SLOW,
    /// The application has taken nothing for as long as an answer may take.
    NOT_TAKEN
  }

  UploadPace(Ticks ticks) {
    this.ticks = ticks;
  }

  /// A request begins.
  void begin(long now) {
    windowSince = now;
    inWindow = 0;
    takenSince = now;
    hasMoved = false;
  }

  /// Bytes of the body have arrived.
  void add(int bytes) {
    inWindow += bytes;
    hasMoved = true;
  }

  /// Called once each tick while the body is incomplete.
  ///
  /// @param isFull whether the application takes no more at the moment
  Verdict judge(long now, boolean isFull) {
    if (!isFull || hasMoved) {
      takenSince = now;
    }
    hasMoved = false;
    if (isFull) {
      openWindow(now);
      return now - takenSince > ticks.patience() ? Verdict.NOT_TAKEN : Verdict.FINE;
    }
    if (now - windowSince <= ticks.upload()) {
      return Verdict.FINE;
    }
    var least = LEAST_BYTES_A_SECOND * (now - windowSince) * ticks.length().toMillis() / 1_000;
    if (inWindow < least) {
      return Verdict.TOO_SLOW;
    }
    openWindow(now);
    return Verdict.FINE;
  }

  private void openWindow(long now) {
    windowSince = now;
    inWindow = 0;
  }
}
