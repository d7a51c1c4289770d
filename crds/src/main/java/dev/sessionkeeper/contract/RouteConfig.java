package dev.sessionkeeper.contract;

import java.util.List;

/// One rule of the route table. It has a path or a pattern.
///
/// @param path a glob: `*` stands for any text, slashes included; a trailing `/*` for nothing as
///     well, so that `/dashboard/*` covers `/dashboard`; empty for none
/// @param pathPattern a regular expression of RE2 for the whole path; empty for none
/// @param methods the methods it applies to; empty for all
/// @param hosts the hosts it applies to; empty for all
/// @param headers the header fields that a request must have for it to apply, whatever they hold
/// @param signIn the path that a navigation without session is sent to; empty for none
/// @param assurance how strongly the visitor must have signed in
/// @param stepUp the path that a navigation of too little assurance is sent to; empty for none
/// @param roles the roles of which the session must have one; empty for any
/// @param claims what else the access token must say, all of it
public record RouteConfig(
    String path,
    String pathPattern,
    List<String> methods,
    List<String> hosts,
    List<String> headers,
    SessionRule session,
    String signIn,
    Assurance assurance,
    String stepUp,
    List<String> roles,
    List<ClaimRule> claims) {

  public RouteConfig {
    methods = List.copyOf(methods);
    hosts = List.copyOf(hosts);
    headers = List.copyOf(headers);
    roles = List.copyOf(roles);
    claims = List.copyOf(claims);
  }

  /// A rule that asks for no more than a session.
  public RouteConfig(
      String path, List<String> methods, List<String> hosts, SessionRule session, String signIn) {
    this(
        path,
        "",
        methods,
        hosts,
        List.of(),
        session,
        signIn,
        Assurance.AAL1,
        "",
        List.of(),
        List.of());
  }

  /// Whether it asks for more than a verified session.
  public boolean asksForClaims() {
    return assurance != Assurance.AAL1 || !roles.isEmpty() || !claims.isEmpty();
  }

  /// How strongly a visitor has signed in. Source: NIST SP 800-63B, the claim `aal` of Supabase.
  public enum Assurance {
    /// In any way.
    AAL1,
    /// With a second factor.
    AAL2
  }

  /// What an access token must say.
  ///
  /// @param name the path of a claim, its segments divided by dots, such as `app_metadata.plan`
  /// @param values of which the claim must be one, or hold one where it is a list
  public record ClaimRule(String name, List<String> values) {

    public ClaimRule {
      values = List.copyOf(values);
    }
  }

  /// What a route asks of the session.
  public enum SessionRule {
    /// The session is neither read nor written.
    IGNORE,
    /// The session is refreshed when it is due; requests without session pass.
    REFRESH,
    /// As `REFRESH`, and only verified sessions pass.
    REQUIRE
  }
}
