package dev.sessionkeeper.sidecar.route;

import dev.sessionkeeper.contract.PathPattern;
import dev.sessionkeeper.contract.PathRule;
import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.route.RouteMatch.Ambiguous;
import dev.sessionkeeper.sidecar.route.RouteMatch.Matched;
import dev.sessionkeeper.sidecar.route.RouteMatch.TooLong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The rules of a policy, compiled; the first match wins. Immutable, for any thread.
public final class RouteTable {
  private static final Matched FALLBACK =
      new Matched(Matched.FALLBACK, SessionRule.REFRESH, "", Needs.NONE);

  private final List<Rule> rules;
  private final List<Needs> needs;
  private final int longestPath;
  private final boolean readsFields;

  private record Rule(
      PathRule path, Set<String> methods, Set<String> hosts, List<String> fields, Matched match) {

    boolean covers(String method, String host, Predicate<String> asked, String pathRead) {
      return (methods.isEmpty() || methods.contains(method))
          && (hosts.isEmpty() || hosts.contains(host))
          && (fields.isEmpty() || fields.stream().allMatch(asked))
          && path.matches(pathRead);
    }
  }

  private RouteTable(List<Rule> rules, int longestPath) {
    this.rules = rules;
    this.longestPath = longestPath;
    this.needs =
        rules.stream().map(rule -> rule.match().needs()).filter(one -> !one.isNone()).toList();
    this.readsFields = rules.stream().anyMatch(rule -> !rule.fields().isEmpty());
  }

  /// Compiles the routes of a configuration.
  public static RouteTable of(List<RouteConfig> routes) {
    var rules = new ArrayList<Rule>();
    var asking = 0;
    for (var route : routes) {
      var needs = Needs.of(asking, route);
      asking += needs.isNone() ? 0 : 1;
      rules.add(rule(route, new Matched(rules.size(), route.session(), route.signIn(), needs)));
    }
    return new RouteTable(List.copyOf(rules), longestPath(routes));
  }

  private static int longestPath(List<RouteConfig> routes) {
    return routes.stream().allMatch(route -> route.pathPattern().isEmpty())
        ? Integer.MAX_VALUE
        : PathPattern.LONGEST_PATH;
  }

  private static Rule rule(RouteConfig route, Matched match) {
    return new Rule(
        PathRule.of(route),
        Set.copyOf(route.methods()),
        route.hosts().stream().map(RouteTable::hostName).collect(Collectors.toUnmodifiableSet()),
        route.headers().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList(),
        match);
  }

  /// What the rules ask of claims, each at the place of its number.
  public List<Needs> needs() {
    return needs;
  }

  /// Whether a rule asks for header fields, so that `match` needs to be told of them.
  public boolean readsFields() {
    return readsFields;
  }

  /// Matches a request of which no rule needs to know the header fields.
  public RouteMatch match(String method, String authority, String path) {
    return match(method, authority, path, _ -> false);
  }

  /// Matches a request.
  ///
  /// @param method as sent, case counts
  /// @param authority the `Host` of the request, with or without port; empty if there is none
  /// @param path the path of the target, exactly as it will be forwarded
  /// @param fields whether the request has a header field, by its name in lower case
  public RouteMatch match(String method, String authority, String path, Predicate<String> fields) {
    if (path.length() > longestPath) {
      return new TooLong();
    }
    var host = hostName(authority);
    var match = firstMatch(method, host, fields, path);
    if (PathReadings.isPlain(path)) {
      return match;
    }
    return PathReadings.of(path).stream()
            .allMatch(reading -> firstMatch(method, host, fields, reading).equals(match))
        ? match
        : new Ambiguous();
  }

  /// Every reading of a path with the rule that it falls under, for those who ask why.
  public SequencedMap<String, Matched> readings(
      String method, String authority, String path, Predicate<String> fields) {
    var readings = new LinkedHashMap<String, Matched>();
    for (var reading : PathReadings.of(path)) {
      readings.put(reading, firstMatch(method, hostName(authority), fields, reading));
    }
    return readings;
  }

  private Matched firstMatch(
      String method, String host, Predicate<String> fields, String pathRead) {
    for (var rule : rules) {
      if (rule.covers(method, host, fields, pathRead)) {
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
