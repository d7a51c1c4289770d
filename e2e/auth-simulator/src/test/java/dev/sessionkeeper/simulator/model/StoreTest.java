package dev.sessionkeeper.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoreTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final String AUDIENCE = "authenticated";
  private static final Contact OLD = Contact.of("ada@example.com", "");
  private static final Contact NEW = Contact.of("ada@example.org", "");

  private final Store store = new Store();
  private final User ada = User.create(AUDIENCE, AUDIENCE, OLD, Password.NONE, NOW);

  @Test
  void aUserWhoMovesIsFoundByTheNewAddressAlone() {
    store.save(ada);

    store.save(ada.withContact(NEW));

    assertThat(store.userByEmail("Ada@example.org", AUDIENCE).map(User::id)).contains(ada.id());
    assertThat(store.userByEmail("ada@example.com", AUDIENCE)).isEmpty();
    assertThat(store.isUsed(OLD)).isFalse();
  }

  @Test
  void aUserOfAnotherAudienceIsNotFound() {
    store.save(ada);

    assertThat(store.userByEmail("ada@example.com", "others")).isEmpty();
    assertThat(store.isUsed(OLD)).isTrue();
  }

  @Test
  void aDeletedUserLeavesNothingBehind() {
    var session = Session.create(ada.id(), "password", NOW);
    store.save(ada);
    store.save(session);

    store.deleteUser(ada.id());

    assertThat(store.isUsed(OLD)).isFalse();
    assertThat(store.session(session.id())).isEmpty();
    assertThat(store.sessionsOf(ada.id())).isEmpty();
  }

  @Test
  void sessionsAreThoseOfTheirUser() {
    var first = Session.create(ada.id(), "password", NOW);
    var second = Session.create(ada.id(), "otp", NOW);
    store.save(first);
    store.save(second);

    store.deleteSession(first.id());

    assertThat(store.sessionsOf(ada.id())).containsExactly(second);
  }
}
