package dev.sessionkeeper.simulator.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Which users have an email address or a phone number, the first one first. Used by one thread.
final class Addresses {
  private final Map<String, Set<UUID>> byEmail = new LinkedHashMap<>();
  private final Map<String, Set<UUID>> byPhone = new LinkedHashMap<>();

  Collection<UUID> withEmail(String email) {
    return byEmail.getOrDefault(email, Set.of());
  }

  Collection<UUID> withPhone(String phone) {
    return byPhone.getOrDefault(phone, Set.of());
  }

  boolean isUsed(Contact contact) {
    var email = contact.email();
    var phone = contact.phone();
    return (!email.isEmpty() && !withEmail(email).isEmpty())
        || (!phone.isEmpty() && !withPhone(phone).isEmpty());
  }

  void add(UUID user, Contact contact) {
    byEmail.computeIfAbsent(contact.email(), _ -> new LinkedHashSet<>()).add(user);
    byPhone.computeIfAbsent(contact.phone(), _ -> new LinkedHashSet<>()).add(user);
  }

  void remove(UUID user, Contact contact) {
    remove(byEmail, contact.email(), user);
    remove(byPhone, contact.phone(), user);
  }

  private static void remove(Map<String, Set<UUID>> holders, String address, UUID user) {
    holders.computeIfPresent(
        address, (_, users) -> users.remove(user) && users.isEmpty() ? null : users);
  }
}
