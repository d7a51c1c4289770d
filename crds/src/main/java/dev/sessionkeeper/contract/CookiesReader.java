package dev.sessionkeeper.contract;

import dev.sessionkeeper.contract.SidecarConfig.Cookies;

/// Reads `cookies`.
final class CookiesReader {
  private CookiesReader() {}

  static Cookies read(ConfigNode node) {
    var cookies =
        new Cookies(
            node.flag("httpOnly"),
            node.flag("secure"),
            node.choice("sameSite", SidecarConfig.SameSite.class),
            node.text("path", "a path such as /", ValueRules::cookiePath),
            node.text("domain", "a domain such as example.com, or \"\"", ValueRules::domainOrNone),
            node.flag("partitioned"),
            node.choice("encoding", SidecarConfig.Encoding.class),
            node.choice("invalid", SidecarConfig.InvalidCookies.class),
            node.objects("harden", CookiesReader::rule));
    node.reportUnknown();
    return cookies;
  }

  private static AppCookieRule rule(ConfigNode node) {
    return new AppCookieRule(
        node.text("name", "a glob on names of cookies such as shop_*", ValueRules::cookieName),
        node.flag("httpOnly"),
        node.flag("secure"),
        node.choice("sameSite", AppCookieRule.LeastSameSite.class));
  }
}
