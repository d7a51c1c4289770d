package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.sidecar.session.SessionCheck;
import dev.sessionkeeper.sidecar.session.Verification;

/// What the sidecar would do with a request that carries the session. Source: docs/sessions.md.
///
/// @param refresh whose failure policy counts
record Outlook(Report report, SidecarConfig.Refresh refresh) {
  private static final String NO_SESSION =
      "On a Require route a navigation is sent to the sign-in page, or told 401; everything else is"
          + " told 401.";

  void write(SessionCheck check, Verification verification) {
    switch (check) {
      case SessionCheck.None() -> none();
      case SessionCheck.Malformed(var reason) -> malformed(reason);
      case SessionCheck.Fresh _, SessionCheck.Due _, SessionCheck.Expired _
          when verification instanceof Verification.Forged ->
          forged();
      case SessionCheck.Fresh _ -> fresh();
      case SessionCheck.Due _ -> due();
      case SessionCheck.Expired _ -> expired();
    }
  }

  private void none() {
    state("none", "There is no session.");
    report.say("The sidecar forwards the request as it came; the application is told: anonymous.");
    report.say(NO_SESSION);
    report.say(
        "To do: sign in. If you are signed in, the cookie has another name, path or domain.");
  }

  private void malformed(String reason) {
    state("malformed", "The cookies hold no session that anybody could use: " + reason + ".");
    withoutCookies();
    report.say("To do: delete these cookies, or set cookies.invalid to Delete, and sign in again.");
  }

  private void forged() {
    state("forged", "The token is none that this project's Auth server gives to a visitor.");
    withoutCookies();
    report.say("To do: see whether session and keys come from the same project.");
  }

  private void withoutCookies() {
    report.say(
        "The sidecar takes them out of the request; the application sees nobody signed in and is"
            + " told: anonymous.");
    report.say(NO_SESSION);
  }

  private void fresh() {
    state("fresh", "The session is fresh: there is nothing to refresh.");
    report.say("The sidecar forwards the request as it came; the application is told: fresh.");
    unverified();
    report.say("To do: nothing.");
  }

  private void due() {
    state("due", "The session is valid and due: it is refreshed early, so that nobody waits.");
    report.say(
        "The sidecar forwards the request as it came and asks the Auth server beside it; the new"
            + " cookies are on the response, or on the next one.");
    unverified();
    report.say("To do: nothing.");
  }

  private void expired() {
    state("expired", "The session has expired, or is about to.");
    report.say(
        "The sidecar asks the Auth server for a new one first, for %s at most; the application sees"
                .formatted(Shown.time(refresh.timeout()))
            + " the new session and is told: refreshed.");
    report.say("If the Auth server ends the session, its cookies are deleted.");
    report.say(
        refresh.onUnavailable() == OnUnavailable.SERVICE_UNAVAILABLE
            ? "If it gives no answer, the request is told 503; the cookies stay."
            : "If it gives no answer, the application sees nobody signed in, a Require route is told"
                + " 503, and the cookies stay.");
    report.say("To do: nothing. If visitors are signed out here, see docs/troubleshooting.md.");
  }

  private void unverified() {
    report.say("On a Require route it passes once its signature is verified.");
  }

  private void state(String name, String sentence) {
    report.fact("state", name).say(sentence);
  }
}
