package dev.sessionkeeper.simulator.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The data of the simulated server: users, sessions, refresh tokens of version 1. Used by one
/// thread.
public final class Store {
  private final Map<UUID, User> users = new LinkedHashMap<>();
  private final Addresses addresses = new Addresses();
  private final Map<UUID, Session> sessions = new LinkedHashMap<>();
  private final Map<UUID, Map<UUID, Session>> sessionsOfUsers = new LinkedHashMap<>();
  private final Map<String, StoredToken> tokens = new LinkedHashMap<>();
  private final Map<UUID, Map<String, StoredToken>> tokensOfSessions = new LinkedHashMap<>();
  private long lastSerial;

  public Optional<User> user(UUID id) {
    return Optional.ofNullable(users.get(id));
  }

  public Optional<User> userByEmail(String email, String audience) {
    return first(addresses.withEmail(email.toLowerCase(Locale.ROOT)), audience);
  }

  /// Whether anybody has one of these addresses, in any audience.
  public boolean isUsed(Contact contact) {
    return addresses.isUsed(contact);
  }

  public Optional<User> userByPhone(String phone, String audience) {
    return first(addresses.withPhone(phone), audience);
  }

  private Optional<User> first(Collection<UUID> ids, String audience) {
    return ids.stream()
        .flatMap(id -> user(id).stream())
        .filter(user -> user.audience().equals(audience))
        .findFirst();
  }

  /// The users of an audience, newest first.
  public List<User> usersOf(String audience) {
    return users.values().stream()
        .filter(user -> user.audience().equals(audience))
        .sorted(Comparator.comparing(User::createdAt).reversed())
        .toList();
  }

  /// Saves a user. `confirmed_at` is computed by the database, so a caller's own copy lacks it
  /// until it reads again.
  public void save(User user) {
    var earliest =
        Stream.of(Stamp.EMAIL_CONFIRMED, Stamp.PHONE_CONFIRMED)
            .flatMap(stamp -> user.at(stamp).stream())
            .min(Comparator.naturalOrder());
    var before =
        users.put(
            user.id(),
            earliest
                .map(at -> user.with(Stamp.CONFIRMED, at))
                .orElseGet(() -> user.without(Stamp.CONFIRMED)));
    if (before != null && !before.contact().equals(user.contact())) {
      addresses.remove(user.id(), before.contact());
    }
    addresses.add(user.id(), user.contact());
  }

  public void deleteUser(UUID id) {
    sessionsOf(id).forEach(session -> deleteSession(session.id()));
    tokens.values().stream()
        .filter(token -> token.userId().equals(id))
        .map(StoredToken::token)
        .toList()
        .forEach(this::deleteToken);
    var gone = users.remove(id);
    if (gone != null) {
      addresses.remove(id, gone.contact());
    }
  }

  public Optional<Session> session(UUID id) {
    return Optional.ofNullable(sessions.get(id));
  }

  public Collection<Session> sessionsOf(UUID userId) {
    return List.copyOf(sessionsOfUsers.getOrDefault(userId, Map.of()).values());
  }

  public void save(Session session) {
    sessions.put(session.id(), session);
    sessionsOfUsers
        .computeIfAbsent(session.userId(), _ -> new LinkedHashMap<>())
        .put(session.id(), session);
  }

  /// Deletes a session with its tokens.
  public void deleteSession(UUID id) {
    var gone = sessions.remove(id);
    if (gone != null) {
      sessionsOfUsers.getOrDefault(gone.userId(), Map.of()).remove(id);
    }
    List.copyOf(tokensOf(id).keySet()).forEach(this::deleteToken);
  }

  public Optional<StoredToken> token(String text) {
    return Optional.ofNullable(tokens.get(text));
  }

  public void save(StoredToken token) {
    tokens.put(token.token(), token);
    token
        .sessionId()
        .ifPresent(
            id ->
                tokensOfSessions
                    .computeIfAbsent(id, _ -> new LinkedHashMap<>())
                    .put(token.token(), token));
  }

  public void deleteToken(String text) {
    Optional.ofNullable(tokens.remove(text))
        .flatMap(StoredToken::sessionId)
        .ifPresent(id -> tokensOf(id).remove(text));
  }

  /// The first token of a session; not saved yet.
  public StoredToken firstToken(Session session) {
    return newToken(
        session.userId(), Optional.empty(), Optional.of(session.id()), session.createdAt());
  }

  StoredToken childOf(StoredToken parent, Instant now) {
    return newToken(parent.userId(), Optional.of(parent.token()), parent.sessionId(), now);
  }

  private StoredToken newToken(
      UUID userId, Optional<String> parent, Optional<UUID> sessionId, Instant now) {
    return new StoredToken(
        ++lastSerial, StoredToken.randomText(), userId, parent, sessionId, false, now);
  }

  Optional<StoredToken> newestActive(UUID sessionId) {
    return activeTokens(sessionId).stream().max(Comparator.comparingLong(StoredToken::serial));
  }

  private List<StoredToken> activeTokens(UUID sessionId) {
    return tokensOf(sessionId).values().stream().filter(token -> !token.revoked()).toList();
  }

  private Map<String, StoredToken> tokensOf(UUID sessionId) {
    return tokensOfSessions.getOrDefault(sessionId, new LinkedHashMap<>());
  }

  /// Finds the owner of a refresh token whose form is valid; empty if the server does not know the
  /// token.
  public Optional<PresentedToken> find(String text) {
    var token = token(text);
    if (token.isPresent()) {
      var session = token.get().sessionId().flatMap(this::session);
      return user(token.get().userId())
          .map(user -> new PresentedToken.V1(user, session, token.get()));
    }
    return SignedToken.parse(text).flatMap(this::findSigned);
  }

  private Optional<PresentedToken> findSigned(SignedToken token) {
    var session = session(token.sessionId());
    var chain = session.flatMap(Session::chain).filter(known -> token.isSignedBy(known.key()));
    var user = session.flatMap(found -> user(found.userId()));
    return session.isPresent() && chain.isPresent() && user.isPresent()
        ? Optional.of(new PresentedToken.V2(user.get(), session.get(), token, chain.get()))
        : Optional.empty();
  }

  /// Carries out what a refresh decided about this session.
  public void apply(RefreshPlan.Change change, Session session, Instant now) {
    switch (change) {
      case RefreshPlan.Change.None n -> {}
      case RefreshPlan.Change.Swap(StoredToken presented, StoredToken child) ->
          swap(presented, child, now);
      case RefreshPlan.Change.Upgrade(
              StoredToken presented,
              StoredToken child,
              TokenChain chain) -> {
        swap(presented, child, now);
        save(session.withChain(chain));
      }
      case RefreshPlan.Change.Advance(TokenChain chain) -> save(session.withChain(chain));
      case RefreshPlan.Change.RevokeFamily f ->
          new ArrayList<>(activeTokens(session.id())).forEach(token -> save(token.revokedAt(now)));
      case RefreshPlan.Change.EndSession e -> deleteSession(session.id());
    }
  }

  private void swap(StoredToken presented, StoredToken child, Instant now) {
    save(presented.revokedAt(now));
    save(child);
  }
}
