package dev.sessionkeeper.simulator.model;

/// A password in clear text: the simulator's users are invented. Empty = none is set.
public record Password(String value) {
  public static final Password NONE = new Password("");

  public boolean isSet() {
    return !value.isEmpty();
  }

  /// Whether that text opens the account; a password that is not set opens nothing.
  public boolean matches(String attempt) {
    return isSet() && value.equals(attempt);
  }

  @Override
  public String toString() {
    return "Password[redacted]";
  }
}
