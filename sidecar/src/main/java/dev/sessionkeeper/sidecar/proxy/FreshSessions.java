package dev.sessionkeeper.sidecar.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sessionkeeper.sidecar.decision.Rights;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.IdentityRules;
import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `Cookie` headers that hold a session which is fresh and verified, what was decided, and until
/// when that stands: most requests cost one hash and one look-up.
///
/// A verdict is renewed after a minute at the latest, so that what the verifier forgets is
/// forgotten here. Belongs to one event loop.
final class FreshSessions {
  // At some 200 bytes each, a share of the heap that is worth what it saves.
  private static final int MOST = 4_096;
  // At some 2 KiB each.
  private static final int MOST_WITH_TOKEN = 1_024;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Cache<Fingerprint, Verdict> verdicts;

  /// What is known of a header.
  ///
  /// @param decided what becomes of a request that the session's rights suffice for
  /// @param rights what the session may do
  record Verdict(Instant until, Decided decided, Rights rights) {}

  private FreshSessions(int most) {
    this.verdicts = Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  /// Without any header yet.
  static FreshSessions under(IdentityRules rules) {
    return new FreshSessions(rules.forwardsToken() ? MOST_WITH_TOKEN : MOST);
  }

  /// What is known of a header; `null` if that is nothing any more.
  @Nullable Verdict find(Fingerprint header, Moment now) {
    var verdict = verdicts.getIfPresent(header);
    return verdict != null && now.here().isBefore(verdict.until()) ? verdict : null;
  }

  /// Notes a header whose session is fresh, verified, and found by every reader.
  void add(
      Fingerprint header,
      Decided decided,
      Rights rights,
      Session session,
      RefreshWindow window,
      Moment now) {
    var longest = now.here().plus(LONGEST);
    var until = earlier(longest, endOfFreshness(session, window, now));
    verdicts.put(header, new Verdict(until, decided, rights));
  }

  private static Instant endOfFreshness(Session session, RefreshWindow window, Moment now) {
    if (session.expiresAt().isEmpty()) {
      return Instant.MAX;
    }
    var end = session.expiresAt().get();
    var early = window.of(session).early();
    var dueAtServer = end.minus(early);
    var dueHere = now.here().plus(Duration.between(now.atServer(), dueAtServer));
    return earlier(dueHere, end.minus(RefreshWindow.SHOWN_AT_LEAST));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
