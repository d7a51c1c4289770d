package dev.sessionkeeper.simulator.json;

/// A text that Go's decoder refuses; the message is Go's.
public final class GoJsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GoJsonException(String message) {
    super(message, null, false, false);
  }
}
