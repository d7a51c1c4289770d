package dev.sessionkeeper.simulator.model;

import java.util.UUID;

/// The state from which a session's refresh tokens of version 2 are computed: a key and the newest
/// counter.
public record TokenChain(TokenKey key, long counter) {

  public static TokenChain start() {
    return new TokenChain(TokenKey.random(), 0);
  }

  public TokenChain next() {
    return at(counter + 1);
  }

  public TokenChain at(long value) {
    return new TokenChain(key, value);
  }

  /// The token that is current.
  public String token(UUID sessionId) {
    return SignedToken.encode(sessionId, counter, key);
  }
}
