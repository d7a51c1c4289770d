package dev.sessionkeeper.sidecar.route;

import dev.sessionkeeper.contract.SidecarConfig.Route;
import dev.sessionkeeper.contract.SidecarConfig.SessionRule;
import dev.sessionkeeper.sidecar.route.RouteMatch.Ambiguous;
import dev.sessionkeeper.sidecar.route.RouteMatch.Matched;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The rules of a policy, compiled; the first match wins. Immutable, for any thread.
public final class RouteTable {
  private static final Matched FALLBACK = new Matched(Matched.FALLBACK, SessionRule.REFRESH, "");

  private final List<Rule> rules;

  private record Rule(PathGlob path, Set<String> methods, Set<String> hosts, Matched match) {

    boolean covers(String method, String host, String pathRead) {
      return (methods.isEmpty() || methods.contains(method))
          && (hosts.isEmpty() || hosts.contains(host))
          && path.matches(asItMayBeRead(match.session(), pathRead));
    }
  }

  private RouteTable(List<Rule> rules) {
    this.rules = rules;
  }

  /// Compiles the routes of a configuration.
  public static RouteTable of(List<Route> routes) {
    return new RouteTable(
        IntStream.range(0, routes.size()).mapToObj(i -> rule(i, routes.get(i))).toList());
  }

  private static Rule rule(int index, Route route) {
    return new Rule(
        PathGlob.of(asItMayBeRead(route.session(), route.path())),
        Set.copyOf(route.methods()),
        route.hosts().stream().map(RouteTable::hostName).collect(Collectors.toUnmodifiableSet()),
        new Matched(index, route.session(), route.signIn()));
  }

  /// Some applications serve `/Admin` as `/admin`: a rule that protects covers both.
  private static String asItMayBeRead(SessionRule rule, String path) {
    return rule == SessionRule.REQUIRE ? path.toLowerCase(Locale.ROOT) : path;
  }

  /// Matches a request.
  ///
  /// @param method as sent, case counts
  /// @param authority the `Host` of the request, with or without port; empty if there is none
  /// @param path the path of the target, exactly as it will be forwarded
  public RouteMatch match(String method, String authority, String path) {
    var host = hostName(authority);
    var match = firstMatch(method, host, path);
    if (PathReadings.isPlain(path)) {
      return match;
    }
    return PathReadings.of(path).stream()
            .allMatch(reading -> firstMatch(method, host, reading).equals(match))
        ? match
        : new Ambiguous();
  }

  private Matched firstMatch(String method, String host, String pathRead) {
    for (var rule : rules) {
      if (rule.covers(method, host, pathRead)) {
        return rule.match();
      }
    }
    return FALLBACK;
  }

  private static String hostName(String authority) {
    var port = authority.lastIndexOf(':');
    var bracket = authority.lastIndexOf(']');
    var name = (port > bracket ? authority.substring(0, port) : authority).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
