package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.cookie.SetCookie;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Departure;
import dev.sessionkeeper.sidecar.decision.SessionLines;
import dev.sessionkeeper.sidecar.decision.SessionLines.Seen;
import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.session.CookieTransition;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.StoredSession;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/// Writes the session into the head of a response, whoever wrote the rest of it.
final class SessionAnswer {
  private final Exchange exchange;
  private final Passage passage;

  SessionAnswer(Exchange exchange, Passage passage) {
    this.exchange = exchange;
    this.passage = passage;
  }

  /// What was written.
  ///
  /// @param lines how many lines of the session there are, the application's included
  /// @param bytes the size of our own lines; 0 for none
  /// @param refreshed whether they bring a refreshed session
  record Written(int lines, int bytes, boolean refreshed) {
    private static final Written NOTHING = new Written(0, 0, false);
  }

  /// Overlays the application's `Set-Cookie` lines on ours and makes the response uncacheable if it
  /// carries any line of the session.
  Written writeTo(MultiMap headers) {
    var theirs = hardened(headers);
    var ours = ours();
    if (ours.isEmpty() && theirs.stream().noneMatch(this::mayConcernSession)) {
      return Written.NOTHING;
    }
    var policy = exchange.policy();
    var lines =
        SessionLines.overlay(ours, theirs, seen(), policy.cookieName(), policy.attributes());
    if (lines.session() == 0) {
      return Written.NOTHING;
    }
    noteDeparture(theirs);
    headers.remove(HttpHeaders.SET_COOKIE);
    leaving(lines.all()).forEach(line -> headers.add(HttpHeaders.SET_COOKIE, line));
    CacheSafety.apply(headers);
    return written(
        lines, ours.stream().map(SetCookie::line).filter(lines.all()::contains).toList());
  }

  private List<String> leaving(List<String> lines) {
    var browserLines = exchange.policy().browserLines();
    return browserLines.arePlain() ? lines : browserLines.of(lines, exchange.sentCookies());
  }

  /// The application's lines as the policy wants them.
  private List<String> hardened(MultiMap headers) {
    var theirs = headers.getAll(HttpHeaders.SET_COOKIE);
    var rules = exchange.policy().appCookies();
    if (rules.areFree() || theirs.isEmpty()) {
      return theirs;
    }
    var hardened = rules.hardened(theirs);
    if (!hardened.equals(theirs)) {
      headers.remove(HttpHeaders.SET_COOKIE);
      hardened.forEach(line -> headers.add(HttpHeaders.SET_COOKIE, line));
    }
    return hardened;
  }

  /// What the application ended stays ended, whatever is still on its way.
  private void noteDeparture(List<String> theirs) {
    var policy = exchange.policy();
    if (theirs.stream().anyMatch(this::mayConcernSession)
        && StoredSession.in(exchange.cookies(), policy.cookieName())
            instanceof StoredSession.Found found
        && Departure.ends(found.session(), theirs, policy.cookieName())) {
      policy.coordinator().endedByApp(found.session());
      if (!policy.browserLines().arePlain()) {
        policy.moves().end(found.session());
      }
    }
  }

  private Written written(SessionLines lines, List<String> kept) {
    return new Written(
        lines.session(),
        kept.stream().mapToInt(String::length).sum(),
        !kept.isEmpty() && bringsRefreshed());
  }

  private boolean bringsRefreshed() {
    return switch (passage.browser()) {
      case Browser.Write _, Browser.Untouched() -> true;
      case Browser.Delete(), Browser.Move _ -> false;
    };
  }

  private boolean mayConcernSession(String line) {
    return line.contains(exchange.policy().cookieName().base());
  }

  /// The application was shown what the browser had sent if the refresh ran beside it.
  private Seen seen() {
    return passage.browser() instanceof Browser.Untouched ? Seen.AS_SENT : Seen.REFRESHED;
  }

  private List<SetCookie> ours() {
    return switch (passage.browser()) {
      case Browser.Write(var session) -> to(session);
      case Browser.Move(var session) ->
          exchange.policy().moves().hasEnded(session) ? List.of() : to(session);
      case Browser.Delete() ->
          CookieTransition.toNothing(exchange.cookies(), exchange.policy().cookieName())
              .changes(exchange.policy().attributes());
      case Browser.Untouched() ->
          passage.beside().flatMap(SessionAnswer::refreshed).map(this::to).orElse(List.of());
    };
  }

  /// A response that took its time must not bring back an older session than one that overtook it.
  private List<SetCookie> to(Session session) {
    var policy = exchange.policy();
    var newest = policy.coordinator().newest(session);
    return policy.coordinator().isOutdated(newest)
        ? List.of()
        : changes(policy.transition(newest, exchange.cookies()));
  }

  /// What the browser seems to have may be in another scope, or under another name.
  private List<SetCookie> changes(CookieTransition transition) {
    var policy = exchange.policy();
    return passage.browser() instanceof Browser.Move || !policy.browserLines().alsoClear().isEmpty()
        ? transition.everything(policy.attributes())
        : transition.changes(policy.attributes());
  }

  private static Optional<Session> refreshed(Future<RefreshOutcome> beside) {
    return beside.succeeded() && beside.result() instanceof RefreshOutcome.Refreshed(var session, _)
        ? Optional.of(session)
        : Optional.empty();
  }
}
