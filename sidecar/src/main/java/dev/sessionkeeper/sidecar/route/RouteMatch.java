package dev.sessionkeeper.sidecar.route;

import dev.sessionkeeper.contract.RouteConfig.SessionRule;

/// Which rule a request falls under.
public sealed interface RouteMatch {

  /// All readings of the path fall under one rule.
  ///
  /// @param index the position of the rule in the policy, the label of its metrics; `FALLBACK`
  ///     where
  ///     no rule matched
  /// @param signIn where a navigation without session is sent; empty: it gets 401
  /// @param needs what is asked of the session's claims
  record Matched(int index, SessionRule session, String signIn, Needs needs) implements RouteMatch {

    /// The index of the rule for everything that no rule of the policy covers.
    public static final int FALLBACK = -1;
  }

  /// Two readings of the path fall under different rules, so the request is refused.
  record Ambiguous() implements RouteMatch {}

  /// The path is longer than any that a pattern is matched with, so the request is refused.
  record TooLong() implements RouteMatch {}
}
