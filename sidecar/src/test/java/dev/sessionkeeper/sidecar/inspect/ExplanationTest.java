package dev.sessionkeeper.sidecar.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.inspect.Explanation.Question;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people are told of a request and the rules.
class ExplanationTest {
  private static final List<RouteConfig> ROUTES =
      List.of(
          new RouteConfig("/static/*", List.of(), List.of(), SessionRule.IGNORE, ""),
          new RouteConfig("/dashboard/*", List.of(), List.of(), SessionRule.REQUIRE, "/login"),
          new RouteConfig(
              "",
              "/(en|de)/admin(/.*)?",
              List.of(),
              List.of(),
              List.of(),
              SessionRule.REQUIRE,
              "",
              Assurance.AAL2,
              "/mfa",
              List.of("admin"),
              List.of(new ClaimRule("app_metadata.plan", List.of("pro", "team")))),
          new RouteConfig("/shop/*", List.of(), List.of(), SessionRule.REFRESH, ""));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/static/a.js | routes[0] (path /static/*, Ignore) | neither reads nor writes the session",
        "/dashboard | routes[1] (path /dashboard/*, Require) | sent to /login?next=%2Fdashboard (302)",
        "/de/admin | routes[2] (pathPattern /(en|de)/admin(/.*)?, Require) | is told 401; everything",
        "/de/admin | routes[2] | The claim role must be admin, else 403.",
        "/de/admin | routes[2] | The claim app_metadata.plan must be pro or team, else 403.",
        "/de/admin | routes[2] | sent to /mfa?next=%2Fde%2Fadmin (302); everything else is told 403",
        "/shop/a | routes[3] (path /shop/*, Refresh) | who has none passes as well",
        "/other | no rule, and is treated as Refresh | the session is kept alive",
        "/a%00 | refused with 400 | the path holds an escaped control character",
        "/static/..%2fdashboard | refused with 400 |   /dashboard: routes[1] (path /dashboard/*, Require)",
      })
  void theRuleAndWhatFollowsAreTold(String target, String rule, String consequence) {
    var text = Explanation.of(ROUTES, new Question("GET", "", target, Set.of())).text();

    assertThat(text).contains(rule).contains(consequence.strip());
  }

  @Test
  void aPreflightIsTold() {
    var fields = Set.of("origin", "access-control-request-method");
    var report = Explanation.of(ROUTES, new Question("OPTIONS", "", "/dashboard", fields));

    assertThat(report.text()).contains("A pre-flight, which never carries a session");
    assertThat(new JsonObject(report.json()).getString("outcome")).isEqualTo("ignored");
  }

  @Test
  void programsGetFacts() {
    var report = Explanation.of(ROUTES, new Question("GET", "", "/dashboard", Set.of()));

    var facts = new JsonObject(report.json());

    assertThat(facts.getInteger("rule")).isEqualTo(1);
    assertThat(facts.getString("session")).isEqualTo("REQUIRE");
    assertThat(facts.getString("outcome")).isEqualTo("require");
    assertThat(facts.getJsonArray("explanation")).hasSize(3);
  }
}
