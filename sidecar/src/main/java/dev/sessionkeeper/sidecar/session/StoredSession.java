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
  /// @param other what some readers would find instead; claims were not verified when it was
  ///     chosen between the two
  record Found(Session session, Agreement agreement, Optional<Session> other)
      implements StoredSession {

    /// A session beside which there is no other one.
    public Found(Session session, Agreement agreement) {
      this(session, agreement, Optional.empty());
    }

    /// What counts once this session turned out forged: the other one if there is one.
    public Found withoutForged() {
      return other.map(genuine -> new Found(genuine, agreement)).orElse(this);
    }
  }

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
    return newest(SessionCodec.decode(first, name), SessionCodec.decode(last, name));
  }

  private static Unreadable unreadable() {
    return new Unreadable("session cookies that hold no session");
  }

  private static StoredSession newest(Optional<Session> one, Optional<Session> other) {
    var sessions =
        Stream.of(one, other)
            .flatMap(Optional::stream)
            .distinct()
            .sorted(Generation.OLDEST_FIRST.reversed())
            .toList();
    return sessions.isEmpty()
        ? unreadable()
        : new Found(
            sessions.getFirst(),
            Agreement.DIFFERING_DUPLICATES,
            sessions.stream().skip(1).findFirst());
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
