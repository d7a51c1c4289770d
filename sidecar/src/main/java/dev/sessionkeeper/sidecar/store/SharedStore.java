package dev.sessionkeeper.sidecar.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What replicas share, so that each session is refreshed by one of them.
///
/// No call fails, and none outlasts the time-outs of the configuration: a store that is slow, away
/// or talks nonsense is an answer, after which a refresh goes on as without a store. Belongs to one
/// event loop.
public interface SharedStore {

  /// Asks for the refresh of a session.
  ///
  /// @param patience how long a caller that has to wait would wait
  Future<Claim> claim(Subject subject, Duration patience);

  /// What is known to have become of a session; empty also where the store does not tell.
  Future<Optional<Entry>> find(Subject subject);

  /// Tells of each generation that any replica publishes, as far as messages arrive.
  ///
  /// @param heard called with the tag of the sign-in and its newest generation
  void onGeneration(BiConsumer<String, KnownGeneration> heard);

  /// Tells the other replicas that the sign-in of a session has ended, as far as messages arrive.
  void tellSignOut(Subject subject);

  /// Tells of each sign-in that any replica has ended.
  ///
  /// @param heard called with the tag of the sign-in
  void onSignOut(Consumer<String> heard);

  /// Why refreshes go on as without a store at the moment: a word for a person who searches; empty
  /// while it serves, or is being connected for the first time.
  Optional<String> outage();

  /// Ends all connections.
  void close();
}
