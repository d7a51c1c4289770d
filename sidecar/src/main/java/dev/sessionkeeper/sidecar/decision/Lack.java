package dev.sessionkeeper.sidecar.decision;

/// What a verified session is missing that a route asks for.
public enum Lack {
  /// Nothing.
  NOTHING,
  /// A role or another claim, which no sign-in brings about.
  CLAIMS,
  /// A second factor, which the visitor may show.
  ASSURANCE
}
