package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes a session as cookies, the way the Supabase browser client expects to read it back.
///
/// Source: supabase/ssr v0.12.7 `src/cookies.ts` and `src/utils/chunker.ts`.
public final class SessionCodec {
  private SessionCodec() {}

  /// The cookies of a session: one with the bare name if it fits, else chunks from `.0` on. Values
  /// of `RAW` still need `UriComponent.encode` for the wire; the others need nothing.
  ///
  /// @return empty if the text cannot be written, which only a lone surrogate in `RAW` brings about
  public static Optional<SequencedMap<String, String>> encode(
      String json, CookieName name, Encoding encoding) {
    var value =
        switch (encoding) {
          case BASE64_URL -> StoredValue.BASE64_PREFIX + Base64Url.encodeJson(json);
          case RAW -> json;
        };
    return Chunks.split(value, Chunks.SIZE).map(pieces -> named(pieces, name));
  }

  /// Reads a session from cookies by their names.
  ///
  /// @param cookies the values as a client sees them, percent-decoded
  /// @return empty if they hold no session that a client would use
  public static Optional<Session> decode(Map<String, String> cookies, CookieName name) {
    return StoredValue.join(name, cookie -> Optional.ofNullable(cookies.get(cookie)))
        .flatMap(StoredValue::decode)
        .flatMap(SessionText::ofStored);
  }

  private static SequencedMap<String, String> named(List<String> pieces, CookieName name) {
    SequencedMap<String, String> cookies = new LinkedHashMap<>();
    for (var i = 0; i < pieces.size(); i++) {
      cookies.put(pieces.size() == 1 ? name.base() : name.chunk(i), pieces.get(i));
    }
    return cookies;
  }
}
