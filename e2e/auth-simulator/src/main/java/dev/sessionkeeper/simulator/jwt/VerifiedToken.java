package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.json.Json;
import java.util.List;
import java.util.stream.Stream;

/// The claims of an access token whose signature and times are valid. Missing claims are empty.
public record VerifiedToken(Json.Members claims) {

  public String subject() {
    return text("sub");
  }

  public String sessionId() {
    return text("session_id");
  }

  public String role() {
    return text("role");
  }

  public List<String> audience() {
    return claims.get("aud").stream().flatMap(VerifiedToken::texts).toList();
  }

  private static Stream<String> texts(Json value) {
    return switch (value) {
      case Json.Text(String text) -> Stream.of(text);
      case Json.Array array -> array.items().stream().flatMap(VerifiedToken::texts);
      case Json.Null n -> Stream.of();
      case Json.Bool b -> Stream.of();
      case Json.Decimal n -> Stream.of();
      case Json.Members m -> Stream.of();
    };
  }

  private String text(String name) {
    return claims
        .get(name)
        .map(value -> value instanceof Json.Text(String text) ? text : "")
        .orElse("");
  }
}
