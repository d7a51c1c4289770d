package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.contract.IdentityConfig;
import dev.sessionkeeper.contract.IdentityConfig.Claim;
import dev.sessionkeeper.contract.IdentityConfig.TokenHeader;
import dev.sessionkeeper.sidecar.session.Identity.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a policy lets the application be told of verified users.
///
/// @param claims one field for each, where the token has it
/// @param forwardsToken whether the access token itself is told
public record IdentityRules(List<Claim> claims, boolean forwardsToken) {
  private static final String PREFIX = "X-Sessionkeeper-";
  // Base64 decoders are lenient, header fields are not.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_=.-]{1,16384}");

  public IdentityRules {
    claims = List.copyOf(claims);
  }

  /// The rules of a policy.
  public static IdentityRules of(IdentityConfig config) {
    return new IdentityRules(config.headers(), config.accessToken() == TokenHeader.AUTHORIZATION);
  }

  /// Whether nothing is told of anybody.
  public boolean areNone() {
    return claims.isEmpty() && !forwardsToken;
  }

  /// What is told of a user.
  ///
  /// @param verified a session whose access token is known to be genuine
  public Identity of(Session verified) {
    return areNone() ? Identity.NONE : new Identity(fields(verified), token(verified));
  }

  private List<Field> fields(Session verified) {
    var payload = ClaimsDecoder.payload(verified.accessToken());
    var fields = new ArrayList<Field>();
    for (var claim : claims) {
      payload
          .flatMap(members -> text(members, claim))
          .flatMap(HeaderText::of)
          .ifPresent(value -> fields.add(new Field(nameOf(claim), value)));
    }
    return fields;
  }

  private Optional<AccessToken> token(Session verified) {
    return Optional.of(verified.accessToken())
        .filter(token -> forwardsToken && TOKEN.matcher(token.value()).matches());
  }

  private static Optional<String> text(JsonValue.Members members, Claim claim) {
    return switch (claim) {
      case USER -> members.text("sub");
      case EMAIL -> members.text("email");
      case ROLE -> members.text("role");
      case SESSION -> members.text("session_id");
      case ASSURANCE -> members.text("aal");
      case ANONYMOUS -> members.get("is_anonymous").flatMap(IdentityRules::flag);
    };
  }

  private static Optional<String> flag(JsonValue value) {
    return value instanceof JsonValue.Flag(var flag)
        ? Optional.of(Boolean.toString(flag))
        : Optional.empty();
  }

  private static String nameOf(Claim claim) {
    var name = claim.name();
    return PREFIX + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
