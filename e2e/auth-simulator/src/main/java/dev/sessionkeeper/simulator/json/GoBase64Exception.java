package dev.sessionkeeper.simulator.json;

/// A text that Go's base64 decoder refuses; the message is Go's.
public final class GoBase64Exception extends RuntimeException {
  private static final long serialVersionUID = 1;

  GoBase64Exception(String message) {
    super(message, null, false, false);
  }
}
