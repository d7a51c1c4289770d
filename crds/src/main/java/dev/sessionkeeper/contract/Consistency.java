package dev.sessionkeeper.contract;

import java.util.Locale;

/// What no member can tell alone; a pair of which one member is wrong already is passed over.
final class Consistency {
  private final SidecarConfig config;
  private final Findings findings;

  private Consistency(SidecarConfig config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  static void check(SidecarConfig config, Findings findings) {
    var consistency = new Consistency(config, findings);
    consistency.checkWindows();
    consistency.checkCookies();
    consistency.checkCookiePrefix();
    consistency.checkSecret();
    consistency.checkPorts();
    SharedStoreConsistency.check(config.refresh(), findings);
    RouteConsistency.check(config.routes(), findings);
  }

  private void checkWindows() {
    var refresh = config.refresh();
    if (findings.allRight("refresh.early", "refresh.margin")
        && refresh.early().compareTo(refresh.margin()) < 0) {
      findings.problem(
          "refresh.early",
          "at least refresh.margin (" + DurationText.of(refresh.margin()) + ")",
          DurationText.of(refresh.early()));
    }
  }

  private void checkCookies() {
    var cookies = config.cookies();
    if (!findings.allRight("cookies.secure") || cookies.secure()) {
      return;
    }
    if (findings.allRight("cookies.sameSite")
        && cookies.sameSite() == SidecarConfig.SameSite.NONE) {
      findings.problem("cookies.secure", "true, as cookies.sameSite is None", "false");
    }
    if (findings.allRight("cookies.partitioned") && cookies.partitioned()) {
      findings.problem("cookies.secure", "true, as cookies.partitioned is true", "false");
    }
  }

  /// A browser drops a cookie whose prefix promises what its attributes do not keep.
  /// Source: RFC 6265bis section 4.1.3.
  private void checkCookiePrefix() {
    if (!findings.allRight("supabase.cookieName", "cookies.secure", "cookies.path")) {
      return;
    }
    var name = config.supabase().cookieName().toLowerCase(Locale.ROOT);
    var cookies = config.cookies();
    if (name.startsWith("__secure-") && !cookies.secure()) {
      findings.problem("cookies.secure", "true, as the cookie's name starts so", "false");
    }
    var hostOnly = cookies.secure() && cookies.path().equals("/") && cookies.domain().isEmpty();
    if (name.startsWith("__host-") && !hostOnly) {
      findings.problem(
          "supabase.cookieName",
          "no prefix __Host- unless cookies are secure, of path / and without domain",
          "such a prefix");
    }
  }

  private void checkSecret() {
    if (findings.allRight("verify.mode", "verify.jwtSecretFile")
        && config.verify().mode() == SidecarConfig.VerifyMode.SECRET
        && config.verify().jwtSecretFile().isBlank()) {
      findings.problem(
          "verify.jwtSecretFile", "the path of a file, as verify.mode is Secret", "\"\"");
    }
  }

  private void checkPorts() {
    if (findings.allRight("listener.port", "admin.port")
        && config.listener().port() == config.admin().port()) {
      findings.problem(
          "admin.port", "another port than listener.port", Integer.toString(config.admin().port()));
    }
  }
}
