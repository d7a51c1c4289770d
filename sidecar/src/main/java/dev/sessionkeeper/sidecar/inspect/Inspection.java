package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.session.CookieName;
import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCheck;
import dev.sessionkeeper.sidecar.session.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the sidecar would make of the cookies of a request, in words. No token is among them.
public final class Inspection {
  private final SidecarConfig.Refresh refresh;
  private final Optional<String> keys;
  private final Instant now;
  private final Report report = new Report();

  /// What came of it.
  public sealed interface Result {

    /// An explanation.
    record Explained(Report report) implements Result {}

    /// A text that nothing can be said about.
    ///
    /// @param message what was expected, what came, what to do
    record Refused(String message) implements Result {}
  }

  private Inspection(SidecarConfig.Refresh refresh, Optional<String> keys, Instant now) {
    this.refresh = refresh;
    this.keys = keys;
    this.now = now;
  }

  /// Explains.
  ///
  /// @param text a `Cookie` header in one of the forms of `CookieText`
  /// @param name of the session cookie; empty to find it out
  /// @param refresh whose margins count
  /// @param keys a file or an address with a key set; empty to leave the signature alone
  public static Result of(
      String text,
      Optional<String> name,
      SidecarConfig.Refresh refresh,
      Optional<String> keys,
      Instant now) {
    var header = CookieText.header(text).map(CookieHeader::parse);
    if (header.isEmpty()) {
      return new Result.Refused(
          "expected cookies on standard input: a Cookie header, a cookies.txt, or a JSON array of"
              + " {name, value}; found none");
    }
    var names = name.map(List::of).orElseGet(() -> CookieNames.in(header.get()));
    return switch (names.size()) {
      case 0 ->
          new Result.Refused(
              "expected a cookie sb-<project>-auth-token, found none: name the session cookie with"
                  + " --name, or see whether the browser has it at all");
      case 1 -> new Inspection(refresh, keys, now).of(header.get(), names.getFirst());
      default ->
          new Result.Refused(
              "expected one session cookie, found "
                  + String.join(", ", names.stream().map(Shown::value).toList())
                  + ": pick one with --name");
    };
  }

  private Result of(CookieHeader header, String base) {
    var name = new CookieName(base);
    ChunkSheet.of(header, name).writeTo(report);
    var stored = StoredSession.in(header, name);
    var window = new RefreshWindow(refresh.margin(), refresh.early());
    var check = SessionCheck.of(stored, window, Moment.of(now));
    var outlook = new Outlook(report, refresh);
    if (stored instanceof StoredSession.Found found) {
      ClaimSheet.write(found.session(), now, report);
      outlook.write(check, SignatureSheet.write(found.session(), keys, report));
      writeWindow(found.session(), window);
    } else {
      outlook.write(check, SignatureSheet.UNCHECKED);
    }
    return new Result.Explained(report);
  }

  private void writeWindow(Session session, RefreshWindow window) {
    var own = window.of(session);
    report.fact("margin", own.margin().toString()).fact("early", own.early().toString());
    session
        .expiresAt()
        .map(end -> end.minus(own.early()))
        .filter(due -> due.isAfter(now))
        .ifPresent(
            due ->
                report.say(
                    "It becomes due in %s, %s before its end."
                        .formatted(
                            Shown.time(Duration.between(now, due)), Shown.time(own.early()))));
  }
}
