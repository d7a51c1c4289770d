package dev.sessionkeeper.contract;

import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;

/// Reads one rule of `routes`.
final class RouteReader {
  private static final String LOCAL_PATH = "a path of this site such as /login, or \"\"";

  private RouteReader() {}

  static RouteConfig read(ConfigNode node) {
    return new RouteConfig(
        node.text("path", "a path glob such as /dashboard/*, or \"\"", ValueRules::globOrNone),
        node.text("pathPattern", PathPattern.EXPECTED, ValueRules::pathPatternOrNone),
        node.texts("methods", "an HTTP method in capitals", ValueRules::method),
        node.texts("hosts", "a host name", ValueRules::host),
        node.texts(
            "headers", "the name of a header field that clients set", ValueRules::clientHeader),
        node.choice("session", SessionRule.class),
        node.text("signIn", LOCAL_PATH, ValueRules::localPathOrNone),
        node.choice("assurance", Assurance.class),
        node.text("stepUp", LOCAL_PATH, ValueRules::localPathOrNone),
        node.texts("roles", "the name of a role", ValueRules::claimValue),
        node.objects("claims", RouteReader::claim));
  }

  private static ClaimRule claim(ConfigNode node) {
    return new ClaimRule(
        node.text("name", "the path of a claim such as app_metadata.plan", ValueRules::claimName),
        node.texts("values", "a value of the claim, as a text", ValueRules::claimValue));
  }
}
