package dev.sessionkeeper.contract;

/// Reads `cookies`.
final class CookiesReader {
  private CookiesReader() {}

  static CookiesConfig read(ConfigNode node) {
    var cookies =
        new CookiesConfig(
            node.flag("httpOnly"),
            node.flag("secure"),
            node.choice("sameSite", CookiesConfig.SameSite.class),
            path(node),
            domain(node),
            node.flag("partitioned"),
            node.choice("encoding", CookiesConfig.Encoding.class),
            node.choice("invalid", CookiesConfig.InvalidCookies.class),
            node.choice("prefix", CookiePrefix.class),
            node.choice("unprefixed", UnprefixedCookies.class),
            node.objects("alsoClear", CookiesReader::scope),
            node.objects("harden", CookiesReader::rule));
    node.reportUnknown();
    return cookies;
  }

  private static String path(ConfigNode node) {
    return node.text("path", "a path such as /", ValueRules::cookiePath);
  }

  private static String domain(ConfigNode node) {
    return node.text("domain", "a domain such as example.com, or \"\"", ValueRules::domainOrNone);
  }

  private static CookieScope scope(ConfigNode node) {
    return new CookieScope(domain(node), path(node));
  }

  private static AppCookieRule rule(ConfigNode node) {
    return new AppCookieRule(
        node.text("name", "a glob on names of cookies such as shop_*", ValueRules::cookieName),
        node.flag("httpOnly"),
        node.flag("secure"),
        node.choice("sameSite", AppCookieRule.LeastSameSite.class));
  }
}
