package dev.sessionkeeper.contract;

import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import java.util.Locale;

/// Which paths a rule of the route table covers. Immutable, for any thread.
public sealed interface PathRule permits PathGlob, PathPattern, PathRule.OfEitherCase {

  /// Whether the rule covers a path, in one reading of it.
  boolean matches(String path);

  /// Compiles the path or the pattern of a rule that the reader of the contract has accepted.
  ///
  /// Some applications serve `/Admin` as `/admin`: a rule that protects covers both.
  static PathRule of(RouteConfig route) {
    var protects = route.session() == SessionRule.REQUIRE;
    if (!route.pathPattern().isEmpty()) {
      return protects
          ? PathPattern.ofEitherCase(route.pathPattern())
          : PathPattern.of(route.pathPattern());
    }
    return protects
        ? new OfEitherCase(PathGlob.of(lower(route.path())))
        : PathGlob.of(route.path());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// A glob in lower case, which covers paths of any.
  record OfEitherCase(PathGlob glob) implements PathRule {
    @Override
    public boolean matches(String path) {
      return glob.matches(lower(path));
    }
  }
}
