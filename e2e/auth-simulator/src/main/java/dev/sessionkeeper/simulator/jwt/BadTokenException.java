package dev.sessionkeeper.simulator.jwt;

/// An access token that the server refuses; the message is that of its JWT library.
public final class BadTokenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadTokenException(String message) {
    super(message, null, false, false);
  }
}
