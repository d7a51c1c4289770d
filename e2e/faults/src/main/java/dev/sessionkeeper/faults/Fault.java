package dev.sessionkeeper.faults;

/// One way in which the world fails.
enum Fault {
  AUTH_KILLED("auth server killed", Target.AUTH),
  AUTH_STALLED("auth server hangs", Target.AUTH),
  AUTH_SLOW("auth server slow", Target.AUTH),
  AUTH_LIMITED("auth server limits", Target.AUTH),
  AUTH_GARBAGE("auth server talks garbage", Target.AUTH),
  AUTH_LOSES_ANSWERS("auth server's answers get lost", Target.AUTH),
  SIDECAR_KILLED("sidecar killed", Target.SIDECAR),
  SIDECAR_STOPPED("sidecar stopped", Target.SIDECAR),
  STORE_RESTARTED("store restarted", Target.STORE),
  STORE_FROZEN("store hangs", Target.STORE),
  STORE_EMPTIED("store emptied", Target.STORE),
  POLICY_EDITED("policy edited", Target.POLICY),
  POLICY_SPOILED("policy spoiled", Target.POLICY);

  private final String words;
  private final Target target;

  /// What fails. In the order in which two faults begin; they are mended the other way round, so
  /// that a sidecar never starts with a bad file.
  enum Target {
    AUTH,
    STORE,
    SIDECAR,
    POLICY
  }

  Fault(String words, Target target) {
    this.words = words;
    this.target = target;
  }

  Target target() {
    return target;
  }

  @Override
  public String toString() {
    return words;
  }
}
