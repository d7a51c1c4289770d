package dev.sessionkeeper.sidecar.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.route.RouteMatch.Ambiguous;
import dev.sessionkeeper.sidecar.route.RouteMatch.Matched;
import dev.sessionkeeper.sidecar.route.RouteMatch.TooLong;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
  private static final RouteTable TABLE =
      RouteTable.of(
          List.of(
              route("/public/*", SessionRule.IGNORE, ""),
              route("/*.svg", SessionRule.IGNORE, ""),
              route("/admin/*", SessionRule.REQUIRE, "/login"),
              new RouteConfig(
                  "/api/*",
                  List.of("POST"),
                  List.of("Shop.example.com"),
                  SessionRule.REQUIRE,
                  "")));

  @ParameterizedTest
  @CsvSource({
    "/public/a, 0", "/public/, 0", "/public, 0", "/publicity, -1", "/a/b/icon.svg, 1",
    "/admin, 2", "/admin/users/7, 2", "/administrator, -1", "/, -1", "/Admin, 2",
    "/caf%C3%A9, -1", "/a%20b, -1", "/public/a.b, 0", "/public/%7Eme, 0"
  })
  void theFirstRuleThatCoversThePathWins(String path, int index) {
    var match = TABLE.match("GET", "shop.example.com", path);

    assertThat(match)
        .isInstanceOfSatisfying(
            Matched.class, matched -> assertThat(matched.index()).isEqualTo(index));
  }

  @Test
  void aRequestThatNoRuleCoversIsRefreshed() {
    var match = TABLE.match("GET", "", "/elsewhere");

    assertThat(match).isEqualTo(new Matched(Matched.FALLBACK, SessionRule.REFRESH, "", Needs.NONE));
  }

  @Test
  void theRuleCarriesWhereToSignIn() {
    var match = TABLE.match("GET", "", "/admin/users");

    assertThat(match).isEqualTo(new Matched(2, SessionRule.REQUIRE, "/login", Needs.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, shop.example.com, 3",
    "POST, SHOP.EXAMPLE.COM:8443, 3",
    "POST, shop.example.com., 3",
    "POST, shop.example.com.:80, 3",
    "GET, shop.example.com, -1",
    "POST, other.example.com, -1",
    "POST, '', -1",
    "post, shop.example.com, -1",
    "POST, '[::1]:80', -1"
  })
  void methodAndHostMustMatchToo(String method, String host, int index) {
    var match = TABLE.match(method, host, "/api/orders");

    assertThat(((Matched) match).index()).isEqualTo(index);
  }

  @Test
  void anAddressInBracketsKeepsItsColons() {
    var table =
        RouteTable.of(
            List.of(new RouteConfig("/*", List.of(), List.of("[::1]"), SessionRule.IGNORE, "")));

    assertThat(((Matched) table.match("GET", "[::1]", "/")).index()).isZero();
    assertThat(((Matched) table.match("GET", "[::1]:3000", "/")).index()).isZero();
  }

  @ParameterizedTest
  @DisplayName("P9, rule 9: a path whose readings fall under different rules is refused")
  @ValueSource(
      strings = {
        "/public/../admin",
        "/public/%2e%2e/admin",
        "/public/%2E./admin",
        "/public/..%2fadmin",
        "/public%2f..%2fadmin",
        "/public/..%5cadmin",
        "/public/..\\admin",
        "/public/..;x/admin",
        "/public/..;/admin",
        "/public/%252e%252e/admin",
        "/public/x/../../admin",
        "/public/./../admin",
        "/public//../../admin",
        "//admin",
        "/x/..//admin",
        "/%61dmin",
        "/admin%2fusers",
        "/admin;x/users",
        "/admin%3bx",
        "/admin%3fx",
        "/admin%23x",
        "/./admin",
        "/admin/logo%2esvg",
        "/admin/..",
        "/admin/x;/icon.svg;y"
      })
  void aPathOfDifferentReadingsIsRefused(String path) {
    assertThat(TABLE.match("GET", "", path)).isEqualTo(new Ambiguous());
  }

  @ParameterizedTest
  @DisplayName("P9, rule 9: an odd path whose readings agree passes as it is")
  @ValueSource(
      strings = {
        "/public/a/../b",
        "/public/a;v=1",
        "/public//a",
        "/public/a%2fb",
        "/public/a%5cb",
        "/public/%"
      })
  void anOddPathOfOneMeaningPasses(String path) {
    assertThat(((Matched) TABLE.match("GET", "", path)).index()).isZero();
  }

  @Test
  @DisplayName("C5: a long path with many dots and escapes takes bounded work")
  void aLongHostilePathIsMatched() {
    var path = "/a" + "/%2e%2e/%2fx;y//".repeat(4_000) + "/%" + "25".repeat(20_000) + "2e";

    assertThat(CompletableFuture.supplyAsync(() -> TABLE.match("GET", "", path)))
        .succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aRuleWithFieldsAppliesToRequestsThatHaveThemAll() {
    var table = RouteTable.of(List.of(withFields("/*", "", "X-One", "x-two")));

    assertThat(table.readsFields()).isTrue();
    assertThat(index(table.match("GET", "", "/", Set.of("x-one", "x-two")::contains))).isZero();
    assertThat(index(table.match("GET", "", "/", Set.of("x-one")::contains))).isEqualTo(-1);
    assertThat(index(table.match("GET", "", "/"))).isEqualTo(-1);
    assertThat(TABLE.readsFields()).isFalse();
  }

  @Test
  void aPatternIsARuleLikeOthers() {
    var table = RouteTable.of(List.of(withFields("", "/(en|de)/x(/.*)?")));

    assertThat(index(table.match("GET", "", "/de/x/1"))).isZero();
    assertThat(index(table.match("GET", "", "/fr/x"))).isEqualTo(-1);
    assertThat(table.match("GET", "", "/en%2fx")).isEqualTo(new Ambiguous());
  }

  @Test
  @DisplayName("C5: no pattern is matched with a path beyond the bound")
  void aPathBeyondTheBoundIsRefusedWhereThereArePatterns() {
    var table = RouteTable.of(List.of(withFields("", "/.*")));
    var longest = "/" + "a".repeat(4_095);

    assertThat(index(table.match("GET", "", longest))).isZero();
    assertThat(table.match("GET", "", longest + "a")).isEqualTo(new TooLong());
    assertThat(index(TABLE.match("GET", "", longest + "a"))).isEqualTo(-1);
  }

  @Test
  void whatRulesAskOfClaimsIsNumberedInTheirOrder() {
    var claim = new ClaimRule("plan", List.of("pro"));
    var table =
        RouteTable.of(
            List.of(
                asking("/a", Assurance.AAL2, List.of()),
                route("/b", SessionRule.REQUIRE, ""),
                asking("/c", Assurance.AAL1, List.of("admin"), claim)));

    assertThat(table.needs())
        .containsExactly(
            new Needs(0, Assurance.AAL2, "/mfa", List.of()),
            new Needs(
                1,
                Assurance.AAL1,
                "/mfa",
                List.of(new ClaimRule("role", List.of("admin")), claim)));
    assertThat(((Matched) table.match("GET", "", "/c")).needs()).isEqualTo(table.needs().get(1));
    assertThat(((Matched) table.match("GET", "", "/b")).needs().isNone()).isTrue();
  }

  private static int index(RouteMatch match) {
    return ((Matched) match).index();
  }

  private static RouteConfig withFields(String path, String pattern, String... fields) {
    return new RouteConfig(
        path,
        pattern,
        List.of(),
        List.of(),
        List.of(fields),
        SessionRule.REFRESH,
        "",
        Assurance.AAL1,
        "",
        List.of(),
        List.of());
  }

  private static RouteConfig asking(
      String path, Assurance assurance, List<String> roles, ClaimRule... claims) {
    return new RouteConfig(
        path,
        "",
        List.of(),
        List.of(),
        List.of(),
        SessionRule.REQUIRE,
        "",
        assurance,
        "/mfa",
        roles,
        List.of(claims));
  }

  private static RouteConfig route(String path, SessionRule rule, String signIn) {
    return new RouteConfig(path, List.of(), List.of(), rule, signIn);
  }
}
