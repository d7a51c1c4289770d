package dev.sessionkeeper.faults;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The cookies of one browser for one site. Safe for all threads. Source: RFC 6265 section 5.3;
/// domains and paths are left out, as the site has one of each.
final class Jar {
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /// What a response changed.
  ///
  /// @param before the session that the jar held
  /// @param after the session that it holds now
  record Change(Optional<SessionCookie> before, Optional<SessionCookie> after) {
    /// Whether a session was taken away.
    boolean isLoss() {
      return before.isPresent() && after.isEmpty();
    }

    /// Whether a session was replaced by one of an earlier generation. Access tokens alone do not
    /// tell: who asks twice is given another one for the same generation.
    boolean isStepBack() {
      return before.isPresent() && after.filter(now -> isOlder(now, before.get())).isPresent();
    }

    private static boolean isOlder(SessionCookie one, SessionCookie other) {
      return one.issuedAt().isBefore(other.issuedAt())
          && !one.refreshToken().equals(other.refreshToken());
    }
  }

  /// Takes the `Set-Cookie` lines of one response, all at once.
  synchronized Change take(List<String> lines) {
    var before = session();
    lines.forEach(this::take);
    return new Change(before, session());
  }

  /// The `Cookie` header; empty for none.
  synchronized String header() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  synchronized Optional<SessionCookie> session() {
    return SessionCookie.in(cookies);
  }

  private void take(String line) {
    var parts = line.split("; *", -1);
    var equals = parts[0].indexOf('=');
    var name = parts[0].substring(0, equals);
    if (isDeletion(parts)) {
      cookies.remove(name);
    } else {
      cookies.put(name, parts[0].substring(equals + 1));
    }
  }

  /// `Max-Age` has precedence over `Expires`.
  private static boolean isDeletion(String[] parts) {
    return attribute(parts, "max-age=")
        .map(seconds -> Long.parseLong(seconds) <= 0)
        .or(() -> attribute(parts, "expires=").map(Jar::isPast))
        .orElse(false);
  }

  private static Optional<String> attribute(String[] parts, String start) {
    for (var i = 1; i < parts.length; i++) {
      if (parts[i].regionMatches(true, 0, start, 0, start.length())) {
        return Optional.of(parts[i].substring(start.length()));
      }
    }
    return Optional.empty();
  }

  private static boolean isPast(String date) {
    try {
      var end = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return !end.isAfter(Instant.now());
    } catch (DateTimeParseException e) {
      return false; // As browsers do: an attribute that cannot be read is ignored.
    }
  }
}
