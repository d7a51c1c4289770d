package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.decision.SignIn;
import dev.sessionkeeper.sidecar.route.Needs;
import dev.sessionkeeper.sidecar.route.Preflight;
import dev.sessionkeeper.sidecar.route.RequestTarget;
import dev.sessionkeeper.sidecar.route.RouteMatch;
import dev.sessionkeeper.sidecar.route.RouteMatch.Matched;
import dev.sessionkeeper.sidecar.route.RouteTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which rule of a policy covers a request, and what follows from it, in words.
public final class Explanation {
  private final List<RouteConfig> routes;
  private final Question question;
  private final Report report = new Report();

  /// A request that somebody asks about.
  ///
  /// @param host with or without port; empty for none
  /// @param target path and query
  /// @param fields names of header fields in lower case
  public record Question(String method, String host, String target, Set<String> fields) {

    public Question {
      fields = Set.copyOf(fields);
    }
  }

  private Explanation(List<RouteConfig> routes, Question question) {
    this.routes = routes;
    this.question = question;
  }

  /// Explains.
  ///
  /// @param routes of a configuration that was accepted
  public static Report of(List<RouteConfig> routes, Question question) {
    var explanation = new Explanation(routes, question);
    switch (RequestTarget.of(question.method(), question.target())) {
      case RequestTarget.Refused(var reason) -> explanation.refused(reason);
      case RequestTarget.Asterisk() ->
          explanation.ignored("A question about the server as a whole");
      case RequestTarget.Origin origin -> explanation.origin(origin);
    }
    return explanation.report;
  }

  private void origin(RequestTarget.Origin origin) {
    var table = RouteTable.of(routes);
    var match =
        table.match(question.method(), question.host(), origin.path(), question.fields()::contains);
    switch (match) {
      case RouteMatch.Ambiguous() -> ambiguous(table, origin.path());
      case RouteMatch.TooLong() -> refused("the path is longer than patterns are matched with");
      case Matched matched -> matched(matched, origin);
    }
  }

  private void refused(String reason) {
    report.fact("outcome", "refused").say("The request is refused with 400: " + reason + ".");
  }

  private void ambiguous(RouteTable table, String path) {
    refused("the path can be read in ways that different rules apply to");
    var fields = question.fields();
    table
        .readings(question.method(), question.host(), path, fields::contains)
        .forEach((reading, rule) -> report.say("  " + Shown.value(reading) + ": " + name(rule)));
    report.say("To do: send a plain path, or let one rule cover all readings.");
  }

  private void ignored(String what) {
    report.fact("outcome", "ignored");
    report.say(what + ": the sidecar forwards it and neither reads nor writes the session.");
  }

  private void matched(Matched matched, RequestTarget.Origin origin) {
    report.fact("rule", matched.index()).fact("session", matched.session().name());
    report.say("It falls under " + name(matched) + ".");
    switch (matched.session()) {
      case IGNORE -> ignored("Ignore");
      case REFRESH -> {
        report.fact("outcome", "refresh");
        report.say("Refresh: the session is kept alive; who has none passes as well.");
      }
      case REQUIRE -> required(matched, origin);
    }
  }

  private String name(Matched matched) {
    if (matched.index() == Matched.FALLBACK) {
      return "no rule, and is treated as Refresh";
    }
    var route = routes.get(matched.index());
    var path =
        route.path().isEmpty() ? "pathPattern " + route.pathPattern() : "path " + route.path();
    return "routes[%d] (%s, %s)"
        .formatted(matched.index(), Shown.value(path), word(matched.session()));
  }

  private static String word(SessionRule rule) {
    return switch (rule) {
      case IGNORE -> "Ignore";
      case REFRESH -> "Refresh";
      case REQUIRE -> "Require";
    };
  }

  private void required(Matched matched, RequestTarget.Origin origin) {
    if (Preflight.is(question.method(), question.fields()::contains)) {
      ignored("A pre-flight, which never carries a session");
      return;
    }
    report.fact("outcome", "require");
    report.say("Require: only a verified session passes; the session is kept alive.");
    report.say(
        "Without one, a navigation is "
            + sentTo(matched.signIn(), origin, "401")
            + "; everything else is told 401.");
    needs(matched.needs(), origin);
  }

  private void needs(Needs needs, RequestTarget.Origin origin) {
    needs.claims().forEach(claim -> report.say(asked(claim)));
    if (needs.assurance() == Assurance.AAL2) {
      report.say(
          "The claim aal must be aal2, else a navigation is "
              + sentTo(needs.stepUp(), origin, "403")
              + "; everything else is told 403.");
    }
  }

  private static String asked(ClaimRule claim) {
    return "The claim %s must be %s, else 403."
        .formatted(
            claim.name(),
            claim.values().stream().map(Shown::value).collect(Collectors.joining(" or ")));
  }

  private String sentTo(String page, RequestTarget.Origin origin, String status) {
    return SignIn.location(page, question.method(), origin.path(), origin.query())
        .map(location -> "sent to " + Shown.value(location) + " (302)")
        .orElse("told " + status);
  }
}
