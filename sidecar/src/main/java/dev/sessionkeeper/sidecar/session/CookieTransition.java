package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.CookiePair;
import dev.sessionkeeper.sidecar.cookie.SetCookie;
import dev.sessionkeeper.sidecar.cookie.UriComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// What a browser must be told so that it holds exactly another session than the one it sent.
///
/// Cookies that the new session does not use are deleted, unchanged chunks are not sent again, and
/// nothing but the managed name is touched: code verifiers of a login in progress stay. Source:
/// supabase/ssr v0.12.7 `src/cookies.ts` (applyServerStorage).
public final class CookieTransition {
  // Browsers hold at most 180 cookies of a site; a header made up by hand gets no longer answer.
  private static final int MOST_DELETIONS = 64;

  private final SequencedMap<String, String> target;
  private final SequencedSet<String> stale;
  private final Map<String, String> present;

  private CookieTransition(List<CookiePair> managed, SequencedMap<String, String> target) {
    this.target = target;
    this.stale = new LinkedHashSet<>();
    this.present = new LinkedHashMap<>();
    for (var pair : managed) {
      if (!target.containsKey(pair.name()) && stale.size() < MOST_DELETIONS) {
        stale.add(pair.name());
      }
      // A name that occurs twice has no value that could be known to stay.
      var value = pair.value().orElse("");
      present.merge(pair.name(), value, (one, other) -> one.equals(other) ? one : "");
    }
  }

  /// The way from the cookies of a request to a session.
  ///
  /// @return empty if the session cannot be written in this encoding
  public static Optional<CookieTransition> to(
      Session session, CookieHeader from, CookieName name, Encoding encoding) {
    return SessionCodec.encode(session.json(), name, encoding)
        .map(CookieTransition::wire)
        .map(target -> new CookieTransition(from.named(name::owns), target));
  }

  /// The way from the cookies of a request to no session.
  public static CookieTransition toNothing(CookieHeader from, CookieName name) {
    return new CookieTransition(from.named(name::owns), new LinkedHashMap<>());
  }

  /// What to tell the browser, in order: deletions first, those of the host alone before those of a
  /// domain, as names may be all that a server looks at.
  public List<SetCookie> changes(CookieAttributes attributes) {
    var changes = new ArrayList<SetCookie>();
    if (!attributes.domain().isEmpty()) {
      var hostOnly = attributes.inScope("", attributes.path());
      stale.forEach(name -> changes.add(SetCookie.delete(name, hostOnly)));
    }
    stale.forEach(name -> changes.add(SetCookie.delete(name, attributes)));
    target.forEach(
        (name, value) -> {
          if (!value.equals(present.get(name))) {
            changes.add(SetCookie.set(name, value, attributes));
          }
        });
    return changes;
  }

  /// As `changes`, with every cookie of the new session, also those that the browser seems to have:
  /// they may be of another scope than these.
  public List<SetCookie> everything(CookieAttributes attributes) {
    var all = new ArrayList<SetCookie>();
    changes(attributes).stream().filter(SetCookie::deletes).forEach(all::add);
    target.forEach((name, value) -> all.add(SetCookie.set(name, value, attributes)));
    return all;
  }

  /// The cookies of the new session by name, ready for the wire.
  public SequencedMap<String, String> target() {
    return target;
  }

  private static SequencedMap<String, String> wire(SequencedMap<String, String> values) {
    SequencedMap<String, String> wire = new LinkedHashMap<>();
    values.forEach((name, value) -> wire.put(name, UriComponent.encode(value).orElse(value)));
    return wire;
  }
}
