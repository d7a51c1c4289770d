package dev.sessionkeeper.sidecar.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sessionkeeper.sidecar.supabase.KeysAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The server's published keys, fetched when needed and kept. Safe for all threads.
///
/// However many tokens ask, there is one fetch at a time and a pause after each. While the server
/// cannot be asked, the keys known before stay good.
final class PublishedKeys {
  // What the server's own Cache-Control allows.
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration ABSENT = Duration.ofMinutes(2);
  private static final int MOST_ABSENT = 1_000;
  // Key ids come from strangers and are kept while they are known to be absent.
  private static final int LONGEST_KEY_ID = 256;

  private final Supplier<Future<KeysAnswer>> server;
  private final Runnable changed;
  private final Clock clock;
  private final Cache<String, Boolean> absent;
  private final AtomicReference<Future<Boolean>> flight =
      new AtomicReference<>(Future.succeededFuture(false));
  private volatile State state = new State(Optional.empty(), Instant.EPOCH, Instant.EPOCH);

  private record State(Optional<KeySet> keys, Instant freshUntil, Instant mayAskAt) {}

  /// Fetches nothing yet.
  ///
  /// @param changed told whenever the server publishes other keys than before
  PublishedKeys(Supplier<Future<KeysAnswer>> server, Runnable changed, Clock clock) {
    this.server = server;
    this.changed = changed;
    this.clock = clock;
    this.absent =
        Caffeine.newBuilder()
            .maximumSize(MOST_ABSENT)
            .expireAfterWrite(ABSENT)
            .ticker(VerificationMemory.ticker(clock))
            .executor(Runnable::run)
            .build();
  }

  /// Finds the keys of an id. Complete at once where nobody has to be asked; never fails.
  Future<KeyLookup> lookUp(Optional<String> keyId) {
    if (keyId.filter(this::isKnownToBeAbsent).isPresent()) {
      return Future.succeededFuture(new KeyLookup.Absent());
    }
    var now = clock.instant();
    var known = known(keyId);
    var mayAnswer = known instanceof KeyLookup.Found && now.isBefore(state.freshUntil());
    if (mayAnswer || (flight.get().isComplete() && now.isBefore(state.mayAskAt()))) {
      return Future.succeededFuture(known);
    }
    return fetch().map(succeeded -> succeeded ? knownNow(keyId) : known(keyId));
  }

  private boolean isKnownToBeAbsent(String keyId) {
    return keyId.length() > LONGEST_KEY_ID || absent.getIfPresent(keyId) != null;
  }

  private KeyLookup known(Optional<String> keyId) {
    var keys = state.keys();
    var named = keys.map(set -> set.named(keyId));
    if (named.filter(found -> !found.isEmpty()).isPresent()) {
      return new KeyLookup.Found(named.get());
    }
    return keys.filter(set -> set.keys().isEmpty()).isPresent()
        ? new KeyLookup.NoneAtAll()
        : new KeyLookup.Unknown();
  }

  private KeyLookup knownNow(Optional<String> keyId) {
    var known = known(keyId);
    if (known instanceof KeyLookup.Unknown) {
      keyId.ifPresent(id -> absent.put(id, true));
      return new KeyLookup.Absent();
    }
    return known;
  }

  /// One fetch, shared by all who need one; tells whether it brought a key set.
  private Future<Boolean> fetch() {
    var before = flight.get();
    if (!before.isComplete()) {
      return before;
    }
    var mine = Promise.<Boolean>promise();
    if (!flight.compareAndSet(before, mine.future())) {
      return flight.get();
    }
    Future.succeededFuture()
        .compose(start -> server.get())
        .map(this::learn)
        .onComplete(learnt -> mine.complete(learnt.succeeded() && learnt.result()));
    return mine.future();
  }

  private boolean learn(KeysAnswer answer) {
    var now = clock.instant();
    var before = state;
    var keys =
        switch (answer) {
          case KeysAnswer.Keys(String json) -> KeySet.parse(json);
          case KeysAnswer.Unavailable _ -> Optional.<KeySet>empty();
        };
    if (keys.isEmpty()) {
      state = new State(before.keys(), before.freshUntil(), now.plus(PAUSE_AFTER_FAILURE));
      return false;
    }
    state = new State(keys, now.plus(FRESH), now.plus(PAUSE));
    absent.invalidateAll();
    if (!keys.equals(before.keys())) {
      changed.run();
    }
    return true;
  }
}
