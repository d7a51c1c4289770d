package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.sidecar.route.Needs;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.TokenClaims;
import java.util.List;

/// What a session is missing for each of the rules of a policy that ask for claims, so that its
/// token is read once, not for each request. Means nothing under another policy.
///
/// @param lacks by the number of the needs
public record Rights(List<Lack> lacks) {
  private static final Rights UNASKED = new Rights(List.of());

  public Rights {
    lacks = List.copyOf(lacks);
  }

  /// Judges a session by all needs of a policy.
  ///
  /// @param session whose access token was verified
  public static Rights of(Session session, List<Needs> needs) {
    if (needs.isEmpty()) {
      return UNASKED;
    }
    var claims = TokenClaims.of(session.accessToken());
    return new Rights(needs.stream().map(one -> lack(claims, one)).toList());
  }

  /// What is missing for one rule.
  public Lack lack(Needs needs) {
    return needs.isNone() ? Lack.NOTHING : lacks.get(needs.number());
  }

  static Lack lack(Session session, Needs needs) {
    return lack(TokenClaims.of(session.accessToken()), needs);
  }

  /// Who lacks both is not sent to show a factor in vain.
  private static Lack lack(TokenClaims claims, Needs needs) {
    if (!needs.claims().stream().allMatch(rule -> holds(claims, rule))) {
      return Lack.CLAIMS;
    }
    return needs.assurance() == Assurance.AAL2 && !claims.values("aal").contains("aal2")
        ? Lack.ASSURANCE
        : Lack.NOTHING;
  }

  private static boolean holds(TokenClaims claims, ClaimRule rule) {
    return claims.values(rule.name()).stream().anyMatch(rule.values()::contains);
  }
}
