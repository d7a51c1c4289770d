package dev.sessionkeeper.sidecar.cookie;

import dev.sessionkeeper.contract.AppCookieRule;
import java.util.List;
import java.util.function.Predicate;

/// What a policy demands of cookies that the application sets for itself; the first rule whose name
/// matches decides.
public final class AppCookies {
  private final List<Rule> rules;
  private final Predicate<String> spared;

  private record Rule(NameGlob name, Demand demand) {}

  private AppCookies(List<Rule> rules, Predicate<String> spared) {
    this.rules = rules;
    this.spared = spared;
  }

  /// The rules of a policy.
  ///
  /// @param spared the names that no rule applies to
  public static AppCookies of(List<AppCookieRule> rules, Predicate<String> spared) {
    return new AppCookies(
        rules.stream().map(rule -> new Rule(NameGlob.of(rule.name()), Demand.of(rule))).toList(),
        spared);
  }

  /// Whether there is nothing to do for any line.
  public boolean areFree() {
    return rules.isEmpty();
  }

  /// The lines in their order, with what is demanded of each; all others byte for byte.
  public List<String> hardened(List<String> lines) {
    return lines.stream().map(this::hardened).toList();
  }

  private String hardened(String text) {
    var line = SetCookieLine.parse(text);
    if (spared.test(line.name())) {
      return text;
    }
    for (var rule : rules) {
      if (rule.name().matches(line.name())) {
        return line.hardened(rule.demand());
      }
    }
    return text;
  }
}
