package dev.sessionkeeper.contract;

/// What no member can tell alone.
final class Consistency {
  private Consistency() {}

  static void check(SidecarConfig config, Findings findings) {
    var refresh = config.refresh();
    if (refresh.early().compareTo(refresh.margin()) < 0) {
      findings.problem(
          "refresh.early",
          "at least refresh.margin (" + DurationText.of(refresh.margin()) + ")",
          DurationText.of(refresh.early()));
    }
    checkCookies(config.cookies(), findings);
    if (config.verify().mode() == SidecarConfig.VerifyMode.SECRET
        && config.verify().jwtSecretFile().isBlank()) {
      findings.problem(
          "verify.jwtSecretFile", "the path of a file, as verify.mode is Secret", "\"\"");
    }
    if (config.listener().port() == config.admin().port()) {
      findings.problem(
          "admin.port", "another port than listener.port", Integer.toString(config.admin().port()));
    }
  }

  private static void checkCookies(SidecarConfig.Cookies cookies, Findings findings) {
    if (!cookies.secure() && cookies.sameSite() == SidecarConfig.SameSite.NONE) {
      findings.problem("cookies.secure", "true, as cookies.sameSite is None", "false");
    }
    if (!cookies.secure() && cookies.partitioned()) {
      findings.problem("cookies.secure", "true, as cookies.partitioned is true", "false");
    }
  }
}
