package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.config.Settings;
import dev.sessionkeeper.simulator.model.RefreshPlan.Change;
import dev.sessionkeeper.simulator.model.RefreshPlan.Issue;
import dev.sessionkeeper.simulator.model.RefreshPlan.Refuse;
import dev.sessionkeeper.simulator.model.RefreshPlan.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides a refresh under the session's lock.
public final class RefreshRules {
  private static final int PREFIX = 5;

  private final Settings.RefreshTokens rules;
  private final Store store;

  public RefreshRules(Settings.RefreshTokens rules, Store store) {
    this.rules = rules;
    this.store = store;
  }

  public RefreshPlan plan(PresentedToken presented, Session session, Instant now) {
    return switch (presented) {
      case PresentedToken.V1 v1 -> planV1(v1.token(), session, now);
      case PresentedToken.V2 v2 -> planV2(v2, session, now);
    };
  }

  private RefreshPlan planV1(StoredToken token, Session session, Instant now) {
    return switch (RotationV1.of(token, store.newestActive(session.id()), rules, now)) {
      case RotationV1.SameToken(StoredToken active) ->
          issueV1(active.token(), false, new Change.None());
      case RotationV1.Swap s -> swap(token, session, now);
      case RotationV1.AlreadyUsed(boolean family) ->
          alreadyUsed(false, family ? new Change.RevokeFamily() : new Change.None());
    };
  }

  private RefreshPlan swap(StoredToken token, Session session, Instant now) {
    var child = store.childOf(token, now);
    if (!UpgradeRule.applies(session.id(), rules)) {
      return issueV1(child.token(), true, new Change.Swap(token, child));
    }
    var chain = session.chain().map(TokenChain::next).orElseGet(TokenChain::start);
    var issued = chain.token(session.id());
    var shown =
        new Shown(
            Optional.of(issued.substring(0, PREFIX)),
            Optional.of(chain.counter()),
            true,
            List.of());
    return new Issue(issued, shown, new Change.Upgrade(token, child.revokedAt(now), chain));
  }

  private static RefreshPlan issueV1(String token, boolean rotated, Change change) {
    var shown =
        new Shown(Optional.of(token.substring(0, PREFIX)), Optional.empty(), rotated, List.of());
    return new Issue(token, shown, change);
  }

  private RefreshPlan planV2(PresentedToken.V2 presented, Session session, Instant now) {
    var chain = presented.chain();
    var lastRefreshed = session.lastRefreshed(Optional.empty());
    return switch (RotationV2.of(presented.token(), chain, lastRefreshed, rules, now)) {
      case RotationV2.Advance a ->
          issueV2(session, chain.next(), true, List.of(), new Change.Advance(chain.next()));
      case RotationV2.CurrentAgain(List<String> causes) ->
          issueV2(session, chain, false, causes, new Change.None());
      case RotationV2.NotIssuedHere n ->
          new Refuse(
              "validation_failed",
              "Invalid Refresh Token: Not Issued By This Server",
              false,
              new Change.None());
      case RotationV2.AlreadyUsed(boolean end) ->
          alreadyUsed(end, end ? new Change.EndSession() : new Change.None());
    };
  }

  private static RefreshPlan issueV2(
      Session session, TokenChain chain, boolean rotated, List<String> causes, Change change) {
    var shown = new Shown(Optional.empty(), Optional.of(chain.counter()), rotated, causes);
    return new Issue(chain.token(session.id()), shown, change);
  }

  private static RefreshPlan alreadyUsed(boolean endedSession, Change change) {
    return new Refuse(
        "refresh_token_already_used", "Invalid Refresh Token: Already Used", endedSession, change);
  }
}
