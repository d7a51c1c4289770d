package dev.sessionkeeper.sidecar.session;

import java.util.Optional;
import java.util.function.Function;

/// The text that the cookies of one name store together.
///
/// Source: supabase/ssr v0.12.7 `src/utils/chunker.ts` (combineChunks) and `src/cookies.ts`.
final class StoredValue {
  static final String BASE64_PREFIX = "base64-";

  private StoredValue() {}

  /// Joins the cookies of a name. A bare cookie that is not empty stands alone, even if it is
  /// garbage; else chunks are joined up to the first that is missing or empty.
  ///
  /// @param cookies the value of a cookie by its name; empty if the request has none
  /// @return empty if nothing is stored
  static Optional<String> join(CookieName name, Function<String, Optional<String>> cookies) {
    var bare = cookies.apply(name.base()).filter(value -> !value.isEmpty());
    if (bare.isPresent()) {
      return bare;
    }
    var joined = new StringBuilder();
    for (var i = 0; ; i++) {
      var chunk = cookies.apply(name.chunk(i)).orElse("");
      if (chunk.isEmpty()) {
        return joined.isEmpty() ? Optional.empty() : Optional.of(joined.toString());
      }
      joined.append(chunk);
    }
  }

  /// The text behind a joined value, whatever encoding wrote it; empty where the client gives up:
  /// encoded text that cannot be decoded or is no JSON.
  static Optional<String> decode(String joined) {
    return joined.startsWith(BASE64_PREFIX)
        ? Base64Url.decode(joined.substring(BASE64_PREFIX.length()))
            .filter(text -> JsonReader.read(text).isPresent())
        : Optional.of(joined);
  }
}
