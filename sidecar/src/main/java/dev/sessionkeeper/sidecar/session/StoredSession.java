package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.CookiePair;
import dev.sessionkeeper.sidecar.cookie.UriComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the cookies of the managed name hold together.
public sealed interface StoredSession {

  /// No cookie of the managed name.
  record Absent() implements StoredSession {}

  /// A session.
  ///
  /// @param agreement whether all readers of the header would find this one
  record Found(Session session, Agreement agreement) implements StoredSession {}

  /// Cookies that hold no session.
  ///
  /// @param reason a constant text
  record Unreadable(String reason) implements StoredSession {}

  /// Whether readers that take the first of two equal names, and readers that take the last, find
  /// the same session. Source: npm `cookie` takes the first, `RequestCookies` of Next.js the last.
  enum Agreement {
    /// The header may be forwarded as it is.
    ALL_READERS,
    /// The application must be given one session, so the header is rewritten.
    DIFFERING_DUPLICATES
  }

  /// Reads a session from a header; of differing duplicates the newest session counts.
  static StoredSession in(CookieHeader header, CookieName name) {
    var managed = header.named(name::owns);
    if (managed.isEmpty()) {
      return new Absent();
    }
    var first = values(managed);
    var last = valuesOfTheLast(managed);
    if (first.equals(last) && managed.stream().allMatch(CookiePair::isPlain)) {
      return SessionCodec.decode(first, name)
          .<StoredSession>map(session -> new Found(session, Agreement.ALL_READERS))
          .orElseGet(StoredSession::unreadable);
    }
    return newest(SessionCodec.decode(first, name), SessionCodec.decode(last, name))
        .<StoredSession>map(session -> new Found(session, Agreement.DIFFERING_DUPLICATES))
        .orElseGet(StoredSession::unreadable);
  }

  private static Unreadable unreadable() {
    return new Unreadable("session cookies that hold no session");
  }

  private static Optional<Session> newest(Optional<Session> one, Optional<Session> other) {
    return Stream.of(one, other).flatMap(Optional::stream).max(Generation.OLDEST_FIRST);
  }

  /// The values by name as npm `cookie` 1.1.1 reads them.
  private static Map<String, String> values(List<CookiePair> pairs) {
    var values = new HashMap<String, String>();
    for (var pair : pairs) {
      pair.decoded().ifPresent(value -> values.putIfAbsent(pair.name(), value));
    }
    return values;
  }

  /// The values by name as `RequestCookies` of Next.js 16 reads them: a cookie that cannot be
  /// decoded is dropped, one without `=` is "true".
  private static Map<String, String> valuesOfTheLast(List<CookiePair> pairs) {
    var values = new HashMap<String, String>();
    for (var pair : pairs) {
      UriComponent.decode(pair.value().orElse("true"))
          .ifPresent(value -> values.put(pair.name(), value));
    }
    return values;
  }
}
