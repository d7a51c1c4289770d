package dev.sessionkeeper.contract;

import java.util.Locale;

/// What a cookie's prefix promises. A browser drops a cookie whose attributes do not keep it.
/// Source: RFC 6265bis section 4.1.3.
record PrefixConsistency(SidecarConfig config, Findings findings) {

  void check() {
    if (findings.allRight("supabase.cookieName", "cookies.secure", "cookies.path")) {
      checkName();
      checkPrefix();
    }
  }

  private void checkName() {
    var name = config.supabase().cookieName().toLowerCase(Locale.ROOT);
    if (name.startsWith("__secure-") && !config.cookies().secure()) {
      findings.problem("cookies.secure", "true, as the cookie's name starts so", "false");
    }
    if (name.startsWith("__host-") && !isOfHost()) {
      findings.problem(
          "supabase.cookieName",
          "no prefix __Host- unless cookies are secure, of path / and without domain",
          "such a prefix");
    }
    if ((name.startsWith("__secure-") || name.startsWith("__host-")) && isPrefixed()) {
      findings.problem(
          "cookies.prefix", "None, as supabase.cookieName has a prefix of its own", prefix());
    }
  }

  private void checkPrefix() {
    if (isPrefixed() && !config.cookies().secure()) {
      findings.problem("cookies.prefix", "None unless cookies.secure is true", prefix());
    } else if (config.cookies().prefix() == CookiePrefix.HOST && !isOfHost()) {
      findings.problem(
          "cookies.prefix",
          "None or Secure unless cookies.path is / and cookies.domain is not set",
          prefix());
    }
  }

  private boolean isPrefixed() {
    return findings.allRight("cookies.prefix") && config.cookies().prefix() != CookiePrefix.NONE;
  }

  private boolean isOfHost() {
    var cookies = config.cookies();
    return cookies.secure() && cookies.path().equals("/") && cookies.domain().isEmpty();
  }

  private String prefix() {
    return Spelling.of(config.cookies().prefix());
  }
}
