package dev.sessionkeeper.sidecar.route;

import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import java.util.ArrayList;
import java.util.List;

/// What a rule asks of the claims of a verified session, beyond that there is one.
///
/// @param number its place among those of the policy, as sessions are judged by all of them at once
/// @param stepUp where a navigation of too little assurance is sent; empty: it gets 403
/// @param claims all of which must hold, that of the role among them
public record Needs(int number, Assurance assurance, String stepUp, List<ClaimRule> claims) {
  /// Those of a rule that any session satisfies.
  public static final Needs NONE = new Needs(-1, Assurance.AAL1, "", List.of());

  private static final String ROLE = "role";

  public Needs {
    claims = List.copyOf(claims);
  }

  /// Whether any session will do.
  public boolean isNone() {
    return number < 0;
  }

  /// What a rule asks.
  ///
  /// @param number for a rule that asks for more than a session
  static Needs of(int number, RouteConfig route) {
    if (!route.asksForClaims()) {
      return NONE;
    }
    var claims = new ArrayList<>(route.claims());
    if (!route.roles().isEmpty()) {
      claims.addFirst(new ClaimRule(ROLE, route.roles()));
    }
    return new Needs(number, route.assurance(), route.stepUp(), claims);
  }
}
