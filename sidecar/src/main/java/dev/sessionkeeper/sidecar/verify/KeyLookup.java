package dev.sessionkeeper.sidecar.verify;

import java.util.List;

/// What is known about the key that a token names.
sealed interface KeyLookup {

  /// The keys of that id, at least one.
  record Found(List<PublishedKey> keys) implements KeyLookup {

    public Found {
      keys = List.copyOf(keys);
    }
  }

  /// The server was asked after the token was seen, and publishes no such key.
  record Absent() implements KeyLookup {}

  /// The server publishes no keys at all: it signs with a secret.
  record NoneAtAll() implements KeyLookup {}

  /// The server cannot be asked, or was asked too short a time ago.
  record Unknown() implements KeyLookup {}
}
