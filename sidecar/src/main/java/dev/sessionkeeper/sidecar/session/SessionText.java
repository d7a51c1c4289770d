package dev.sessionkeeper.sidecar.session;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads a session from JSON: from a cookie's text, or from the answer to a token call.
///
/// Source: auth-js v2.119.1 `src/GoTrueClient.ts` (_isValidSession), `src/lib/fetch.ts`
/// (_sessionResponse).
public final class SessionText {
  private static final String ACCESS_TOKEN = "access_token";
  private static final String REFRESH_TOKEN = "refresh_token";
  private static final String EXPIRES_AT = "expires_at";
  private static final String EXPIRES_IN = "expires_in";
  private static final String USER = "user";
  // Not copied where the client copies the answer: there it is the object's prototype.
  private static final String PROTOTYPE = "__proto__";

  private SessionText() {}

  /// Reads what a cookie stored.
  ///
  /// @return empty if the text holds no session that a client would use
  public static Optional<Session> ofStored(String text) {
    return members(text).filter(SessionText::hasTheShapeOfASession).map(SessionText::storedSession);
  }

  /// Reads the body of a successful token call.
  ///
  /// @param receivedAt when it came, for answers that tell only a lifetime
  /// @return empty if the body is no session
  public static Optional<Session> ofTokenResponse(String body, Instant receivedAt) {
    return members(body)
        .map(members -> members.without(PROTOTYPE))
        .filter(members -> isTruthy(members, ACCESS_TOKEN))
        .filter(members -> isTruthy(members, REFRESH_TOKEN))
        .filter(members -> isTruthy(members, EXPIRES_IN))
        .map(members -> withExpiry(members, receivedAt))
        .flatMap(SessionText::session);
  }

  /// Whether a stored session carries its user; one that does not was written "tokens only".
  public static boolean hasUser(Session session) {
    return members(session.json()).flatMap(members -> members.get(USER)).isPresent();
  }

  /// The same session without its user, as `cookies.encode: tokens-only` stores it.
  public static Session withoutUser(Session session) {
    return changed(session, members -> members.without(USER));
  }

  /// A refreshed session in the form of the one before it: a session that was stored without its
  /// user is written without one.
  public static Session inTheFormOf(Session before, Session refreshed) {
    return hasUser(before) ? refreshed : withoutUser(refreshed);
  }

  /// The same session with another `expires_at`.
  static Session withExpiresAt(Session session, Instant expiresAt) {
    var seconds = new JsonValue.Numeric(expiresAt.getEpochSecond());
    return changed(session, members -> members.with(EXPIRES_AT, seconds));
  }

  private static Session changed(Session session, UnaryOperator<JsonValue.Members> change) {
    return members(session.json())
        .map(change)
        .map(members -> session(members, session.accessToken()))
        .orElse(session);
  }

  private static Optional<JsonValue.Members> members(String text) {
    return JsonReader.read(text)
        .filter(JsonValue.Members.class::isInstance)
        .map(JsonValue.Members.class::cast);
  }

  private static boolean hasTheShapeOfASession(JsonValue.Members members) {
    return members.get(ACCESS_TOKEN).isPresent()
        && members.get(REFRESH_TOKEN).isPresent()
        && members.get(EXPIRES_AT).isPresent();
  }

  /// `expires_at` as the client adds it: text is put behind the time, everything else is added.
  private static JsonValue.Members withExpiry(JsonValue.Members members, Instant receivedAt) {
    if (isTruthy(members, EXPIRES_AT)) {
      return members;
    }
    var now = Math.round(receivedAt.toEpochMilli() / 1000.0);
    return members.with(
        EXPIRES_AT,
        switch (members.get(EXPIRES_IN).orElse(new JsonValue.Null())) {
          case JsonValue.Text(String text) -> new JsonValue.Text(now + text);
          case JsonValue lifetime -> new JsonValue.Numeric(now + Coercion.number(lifetime));
        });
  }

  /// The tokens of stored JSON are not checked by clients either; the session of one that is no
  /// text can only be refreshed or dropped.
  private static Session storedSession(JsonValue.Members members) {
    return session(members, new AccessToken(members.text(ACCESS_TOKEN).orElse("")));
  }

  private static Optional<Session> session(JsonValue.Members members) {
    return members
        .text(ACCESS_TOKEN)
        .filter(text -> !text.isEmpty())
        .map(text -> session(members, new AccessToken(text)));
  }

  private static Session session(JsonValue.Members members, AccessToken token) {
    var claims = ClaimsDecoder.decode(token);
    var refresh = new RefreshToken(members.text(REFRESH_TOKEN).orElse(""));
    var expiry = earlier(claims.expiresAt(), expiresAt(members));
    return new Session(token, refresh, claims, expiry, JsonWriter.write(members));
  }

  /// `expires_at` as JavaScript compares it; what is falsy or no number means never.
  private static Optional<Instant> expiresAt(JsonValue.Members members) {
    return members
        .get(EXPIRES_AT)
        .filter(_ -> isTruthy(members, EXPIRES_AT))
        .map(Coercion::number)
        .filter(seconds -> !seconds.isNaN())
        .map(ClaimsDecoder::instant);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isBefore(other.get()) ? one : other;
  }

  private static boolean isTruthy(JsonValue.Members members, String name) {
    return switch (members.get(name).orElse(new JsonValue.Null())) {
      case JsonValue.Null() -> false;
      case JsonValue.Flag(boolean flag) -> flag;
      case JsonValue.Numeric(double number) -> number != 0;
      case JsonValue.Text(String text) -> !text.isEmpty();
      case JsonValue.Members _, JsonValue.Items _ -> true;
    };
  }
}
