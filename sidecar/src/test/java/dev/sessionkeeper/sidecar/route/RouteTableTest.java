package dev.sessionkeeper.sidecar.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.Route;
import dev.sessionkeeper.contract.SidecarConfig.SessionRule;
import dev.sessionkeeper.sidecar.route.RouteMatch.Ambiguous;
import dev.sessionkeeper.sidecar.route.RouteMatch.Matched;
import java.util.List;
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
              new Route(
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

    assertThat(match).isEqualTo(new Matched(Matched.FALLBACK, SessionRule.REFRESH, ""));
  }

  @Test
  void theRuleCarriesWhereToSignIn() {
    var match = TABLE.match("GET", "", "/admin/users");

    assertThat(match).isEqualTo(new Matched(2, SessionRule.REQUIRE, "/login"));
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
            List.of(new Route("/*", List.of(), List.of("[::1]"), SessionRule.IGNORE, "")));

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
    var path = "/a" + "/%2e%2e/%2fx;y//".repeat(4_000);

    assertThat(TABLE.match("GET", "", path)).isNotNull();
  }

  private static Route route(String path, SessionRule rule, String signIn) {
    return new Route(path, List.of(), List.of(), rule, signIn);
  }
}
