package dev.sessionkeeper.stories;

import com.microsoft.playwright.options.Cookie;
import dev.sessionkeeper.sessions.StoredSession;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Short sentences about what a story showed: measured, never assumed.
final class Facts {
  private Facts() {}

  /// What the page says about the visitor.
  static String visitor(Visitor visitor) {
    return visitor.seesHerself() ? "signed in" : "signed out";
  }

  /// How often the auth server was asked to refresh this session.
  static String tokenCalls(AuthServer auth, StoredSession session) {
    return switch (auth.tokenCalls(session)) {
      case 0 -> "no token call";
      case 1 -> "one token call";
      default -> "several token calls";
    };
  }

  /// What became of an expired session: what the server saw while it answered, against what the
  /// browser holds afterwards.
  static String session(String seenByServer, Visitor visitor, StoredSession expired) {
    var held = visitor.jar().session().map(StoredSession::fingerprint);
    if (seenByServer.equals(Visitor.NO_SESSION)) {
      return unseen(held, expired);
    }
    if (held.equals(Optional.of(seenByServer)) && !seenByServer.equals(expired.fingerprint())) {
      return "server and browser have the same new session";
    }
    return held.equals(Optional.of(expired.fingerprint()))
        ? "the new session never reached the browser"
        : "server and browser have different sessions";
  }

  /// What the browser holds, whatever the server saw.
  static String jar(Visitor visitor, StoredSession expired) {
    return unseen(visitor.jar().session().map(StoredSession::fingerprint), expired);
  }

  /// The attributes of the session cookies, as the browser's jar tells them.
  static String attributes(Visitor visitor) {
    return visitor.jar().sessionCookies().stream()
        .map(Facts::attributes)
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  static String cookies(Visitor visitor) {
    var count = visitor.jar().sessionCookies().size();
    return count == 1 ? "1 cookie" : count + " cookies";
  }

  private static String unseen(Optional<String> held, StoredSession expired) {
    if (held.isEmpty()) {
      return "the browser's session is gone";
    }
    return held.get().equals(expired.fingerprint())
        ? "the browser keeps the old session"
        : "the browser holds a new session";
  }

  private static String attributes(Cookie cookie) {
    var sameSite = "SameSite=" + cookie.sameSite.name().toLowerCase(Locale.ROOT);
    return (cookie.httpOnly ? "HttpOnly " : "")
        + (cookie.secure ? "Secure " : "")
        + sameSite
        + " Path="
        + cookie.path;
  }
}
