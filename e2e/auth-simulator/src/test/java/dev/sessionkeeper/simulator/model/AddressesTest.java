package dev.sessionkeeper.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private static final UUID ADA = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);
  private static final Contact BY_EMAIL = Contact.of("ada@example.com", "");
  private static final Contact BY_PHONE = Contact.of("", "12025550123");

  private final Addresses addresses = new Addresses();

  @Test
  void aUserIsFoundByEitherAddress() {
    addresses.add(ADA, Contact.of("ada@example.com", "12025550123"));

    assertThat(addresses.withEmail("ada@example.com")).containsExactly(ADA);
    assertThat(addresses.withPhone("12025550123")).containsExactly(ADA);
    assertThat(addresses.isUsed(BY_EMAIL)).isTrue();
    assertThat(addresses.isUsed(BY_PHONE)).isTrue();
  }

  @Test
  void noAddressIsNobodys() {
    addresses.add(ADA, BY_EMAIL);
    addresses.add(BOB, BY_PHONE);

    assertThat(addresses.isUsed(Contact.of("", ""))).isFalse();
    assertThat(addresses.isUsed(Contact.of("bob@example.com", ""))).isFalse();
    assertThat(addresses.isUsed(Contact.of("", "12025550199"))).isFalse();
  }

  @Test
  void theFirstOfTwoComesFirst() {
    addresses.add(BOB, BY_EMAIL);
    addresses.add(ADA, BY_EMAIL);

    assertThat(addresses.withEmail("ada@example.com")).containsExactly(BOB, ADA);
  }

  @Test
  void whatIsGivenUpCanBeTaken() {
    addresses.add(ADA, BY_EMAIL);
    addresses.add(BOB, BY_EMAIL);

    addresses.remove(ADA, BY_EMAIL);
    assertThat(addresses.withEmail("ada@example.com")).containsExactly(BOB);
    addresses.remove(BOB, BY_EMAIL);

    assertThat(addresses.isUsed(BY_EMAIL)).isFalse();
  }
}
