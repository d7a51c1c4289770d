package dev.sessionkeeper.sidecar.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.route.RouteMatch.Matched;
import java.util.List;
import java.util.Locale;

/// Request targets of any form. The seeds are played in every build; see CONTRIBUTING for more.
class PathFuzzTest {
  private static final RouteTable RULES =
      RouteTable.of(
          List.of(
              new RouteConfig("/admin/*", List.of(), List.of(), SessionRule.REQUIRE, "/login"),
              new RouteConfig("/*", List.of(), List.of(), SessionRule.REFRESH, "")));

  @FuzzTest
  void noReadingOfATargetThatPassesIsProtectedByAnotherRule(byte[] data) {
    var target = RequestTarget.of("GET", new String(data, ISO_8859_1));

    if (target instanceof RequestTarget.Origin(var path, _)
        && RULES.match("GET", "", path) instanceof Matched matched) {
      assertThat(PathReadings.of(path)).first().isEqualTo(path);
      assertThat(PathReadings.of(path))
          .hasSizeLessThan(50)
          .allSatisfy(reading -> assertThat(isProtected(reading)).isEqualTo(isProtected(path)));
      assertThat(matched.session() == SessionRule.REQUIRE).isEqualTo(isProtected(path));
    }
  }

  private static boolean isProtected(String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    return lower.equals("/admin") || lower.startsWith("/admin/");
  }
}
