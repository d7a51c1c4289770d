package dev.sessionkeeper.contract;

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
    consistency.checkSecret();
    consistency.checkPorts();
    new PrefixConsistency(config, findings).check();
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
        && cookies.sameSite() == CookiesConfig.SameSite.NONE) {
      findings.problem("cookies.secure", "true, as cookies.sameSite is None", "false");
    }
    if (findings.allRight("cookies.partitioned") && cookies.partitioned()) {
      findings.problem("cookies.secure", "true, as cookies.partitioned is true", "false");
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
