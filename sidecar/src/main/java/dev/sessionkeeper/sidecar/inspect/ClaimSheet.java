package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.TokenClaims;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an access token says of itself: a closed list of claims, none of which is a secret or says
/// how to reach somebody.
final class ClaimSheet {
  private static final List<String> CLAIMS =
      List.of("iss", "aud", "sub", "role", "aal", "session_id", "is_anonymous");

  private final Session session;
  private final Instant now;

  private ClaimSheet(Session session, Instant now) {
    this.session = session;
    this.now = now;
  }

  static void write(Session session, Instant now, Report report) {
    new ClaimSheet(session, now).writeTo(report);
  }

  private void writeTo(Report report) {
    var claims = TokenClaims.of(session.accessToken());
    var told = new JsonObject();
    for (var name : CLAIMS) {
      var values = claims.values(name).stream().map(this::shown).toList();
      if (!values.isEmpty()) {
        told.put(name, String.join(", ", values));
      }
    }
    report.fact("claims", told);
    report.say(
        told.isEmpty()
            ? "The access token is no token that can be read."
            : "The access token says: " + listed(told) + ".");
    writeTimes(report);
  }

  private String shown(String value) {
    return contains(value, session.refreshToken().value())
            || contains(value, session.accessToken().value())
        ? "(not shown)"
        : Shown.value(value);
  }

  private static boolean contains(String value, String secret) {
    return !secret.isEmpty() && value.contains(secret);
  }

  private static String listed(JsonObject told) {
    return told.stream()
        .map(claim -> claim.getKey() + " " + claim.getValue())
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  private void writeTimes(Report report) {
    var claims = session.claims();
    var header =
        Stream.of(claims.algorithm().map(name -> "algorithm " + Shown.value(name)), keyId())
            .flatMap(Optional::stream)
            .toList();
    if (!header.isEmpty()) {
      report.say("It was signed with " + String.join(", ", header) + ".");
    }
    claims.issuedAt().ifPresent(at -> report.fact("issuedAt", at.toString()));
    session.expiresAt().ifPresent(at -> report.fact("expiresAt", at.toString()));
    report.say(session.expiresAt().map(this::expiry).orElse("The session tells no end."));
    report.say(
        session.refreshToken().value().isEmpty()
            ? "It has no refresh token, so nobody can refresh it."
            : "It has a refresh token.");
  }

  private Optional<String> keyId() {
    return session.claims().keyId().map(id -> "key id " + Shown.value(id));
  }

  private String expiry(Instant end) {
    var left = Duration.between(now, end);
    return left.isPositive()
        ? "The session expires at %s, in %s.".formatted(end, Shown.time(left))
        : "The session expired at %s, %s ago.".formatted(end, Shown.time(left));
  }
}
