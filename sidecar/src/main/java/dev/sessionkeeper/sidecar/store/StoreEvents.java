package dev.sessionkeeper.sidecar.store;

import java.time.Duration;
import java.util.Locale;

/// Hears how the store is; called on the event loop, must not block.
public interface StoreEvents {

  /// The store was asked, or could not be.
  void asked(Operation operation, Result result, Duration took);

  /// An entry was found that none of the keys decrypts.
  void sealedOtherwise();

  /// The connection turned to another state.
  ///
  /// @param cause a word for a person who searches; empty where there is none
  void turned(State state, String cause);

  /// What the store was asked for.
  enum Operation {
    CLAIM,
    FIND,
    RENEW,
    PUBLISH,
    RELEASE;

    /// As metric label.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What came of it.
  enum Result {
    /// An answer to use.
    ANSWERED,
    /// No answer in time.
    TIMEOUT,
    /// An error, such as that the memory is full or that the user may not do this.
    REFUSED,
    /// An answer that makes no sense.
    NONSENSE,
    /// There was no connection.
    UNREACHABLE,
    /// Too many questions wait already.
    OVERLOADED;

    /// As metric label.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The states of the connection.
  enum State {
    /// The first connection is being made.
    CONNECTING,
    UP,
    /// Refreshes go on as without a store; connecting is tried again.
    DOWN;

    /// As metric label.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
