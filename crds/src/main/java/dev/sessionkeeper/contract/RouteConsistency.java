package dev.sessionkeeper.contract;

import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What no member of a rule can tell alone, and no rule without those before it.
final class RouteConsistency {
  private static final String NO_HOST = "";

  private final List<RouteConfig> routes;
  private final Findings findings;

  private RouteConsistency(List<RouteConfig> routes, Findings findings) {
    this.routes = routes;
    this.findings = findings;
  }

  static void check(List<RouteConfig> routes, Findings findings) {
    var consistency = new RouteConsistency(routes, findings);
    var all = IntStream.range(0, routes.size());
    all.forEach(consistency::checkMembers);
    if (consistency.canBeMatched()) {
      consistency.checkLoops(routes.stream().map(PathRule::of).toList());
    }
  }

  private boolean canBeMatched() {
    return IntStream.range(0, routes.size())
        .allMatch(i -> findings.allRight(at(i, "path"), at(i, "pathPattern"), at(i, "session")));
  }

  private void checkMembers(int index) {
    var route = routes.get(index);
    if (findings.allRight(at(index, "path"), at(index, "pathPattern"))
        && route.path().isEmpty() == route.pathPattern().isEmpty()) {
      findings.problem(
          at(index, "path"),
          "one of path and pathPattern",
          route.path().isEmpty() ? "neither" : "both");
    }
    if (findings.allRight(at(index, "session"), at(index, "assurance"))
        && route.asksForClaims()
        && route.session() != SessionRule.REQUIRE) {
      findings.problem(
          at(index, "session"),
          "Require, as there are assurance, roles or claims",
          Spelling.of(route.session()));
    }
    checkStepUp(index, route);
  }

  private void checkStepUp(int index, RouteConfig route) {
    if (findings.allRight(at(index, "stepUp"), at(index, "assurance"))
        && !route.stepUp().isEmpty()
        && route.assurance() == Assurance.AAL1) {
      findings.problem(at(index, "assurance"), "aal2, as there is a stepUp", "aal1");
    }
  }

  /// A page that a visitor is sent to must not send them there again.
  private void checkLoops(List<PathRule> paths) {
    for (var i = 0; i < routes.size(); i++) {
      var route = routes.get(i);
      if (route.session() == SessionRule.REQUIRE && findings.allRight(at(i, "signIn"))) {
        var asks = firstThat(route, route.signIn(), paths, RouteConsistency::asksForSession);
        reportLoop(at(i, "signIn"), "a path that is open without a session", asks);
      }
      if (findings.allRight(at(i, "stepUp"))) {
        var asks = firstThat(route, route.stepUp(), paths, RouteConsistency::asksForFactor);
        reportLoop(at(i, "stepUp"), "a path that is open to a session of aal1", asks);
      }
    }
  }

  private void reportLoop(String member, String expected, int asking) {
    if (asking >= 0) {
      findings.problem(member, expected, "one that routes[" + asking + "] keeps closed");
    }
  }

  private static boolean asksForSession(RouteConfig route) {
    return route.session() == SessionRule.REQUIRE;
  }

  private static boolean asksForFactor(RouteConfig route) {
    return asksForSession(route) && route.assurance() == Assurance.AAL2;
  }

  /// The rule for a page on one of a route's hosts, if it asks so; -1 if none does.
  private int firstThat(
      RouteConfig route, String page, List<PathRule> paths, Predicate<RouteConfig> asks) {
    if (page.isEmpty()) {
      return -1;
    }
    var hosts = route.hosts().isEmpty() ? List.of(NO_HOST) : route.hosts();
    return hosts.stream()
        .mapToInt(host -> ruleOf(page, host, paths))
        .filter(rule -> rule >= 0 && asks.test(routes.get(rule)))
        .findFirst()
        .orElse(-1);
  }

  /// The rule for a navigation to a page; those that may not apply to it are passed over.
  private int ruleOf(String page, String host, List<PathRule> paths) {
    var path = page.split("\\?", 2)[0];
    return IntStream.range(0, routes.size())
        .filter(i -> appliesToNavigations(routes.get(i), host) && paths.get(i).matches(path))
        .findFirst()
        .orElse(-1);
  }

  private static boolean appliesToNavigations(RouteConfig route, String host) {
    return route.headers().isEmpty()
        && (route.methods().isEmpty() || route.methods().contains("GET"))
        && (route.hosts().isEmpty()
            || route.hosts().stream().anyMatch(one -> lower(one).equals(lower(host))));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String at(int index, String member) {
    return "routes[" + index + "]." + member;
  }
}
