package dev.sessionkeeper.sidecar.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/// The keys that the Auth server publishes; those that verify nothing are left out.
///
/// @param keys without order, because the server's changes from answer to answer
record KeySet(Set<PublishedKey> keys) {
  // Bounds the work for one token; the server publishes two or three.
  private static final int MOST_KEYS = 32;

  KeySet {
    keys = Set.copyOf(keys);
  }

  /// Reads a JSON web key set. Source: RFC 7517 section 5.
  ///
  /// @return empty where the text is none
  static Optional<KeySet> parse(String json) {
    try {
      var keys = new JsonWebKeySet(json).getJsonWebKeys().stream();
      return Optional.of(
          new KeySet(
              keys.limit(MOST_KEYS)
                  .flatMap(key -> PublishedKey.of(key).stream())
                  .collect(Collectors.toUnmodifiableSet())));
    } catch (JoseException | ClassCastException e) {
      // No JSON, or `keys` is no list of objects, which the library takes for granted.
      return Optional.empty();
    }
  }

  /// The keys of this id; all where a token names none.
  List<PublishedKey> named(Optional<String> keyId) {
    return keys.stream().filter(key -> keyId.isEmpty() || key.keyId().equals(keyId)).toList();
  }
}
