package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Contact;
import dev.sessionkeeper.simulator.model.Identity;
import dev.sessionkeeper.simulator.model.User;

/// New addresses that an administrator gave a user.
///
/// @param shown as the answer has it: identities as they were, plus new ones
/// @param stored with the changed identities
record ContactChange(User shown, User stored) {

  static ContactChange of(
      Exchange exchange,
      User user,
      String email,
      String phone,
      boolean emailVerified,
      boolean phoneVerified) {
    var change = new ContactChange(user, user);
    if (!email.isEmpty()) {
      change = change.with(exchange, "email", Contact.of(email, ""), emailVerified);
    }
    return phone.isEmpty()
        ? change
        : change.with(exchange, "phone", Contact.of("", phone), phoneVerified);
  }

  /// The user with everything that changed.
  User complete() {
    return shown.withIdentities(stored.identities());
  }

  private ContactChange with(
      Exchange exchange, String provider, Contact address, boolean verified) {
    var isEmail = provider.equals("email");
    var contact =
        isEmail
            ? shown.contact().withEmail(address.email())
            : shown.contact().withPhone(address.phone());
    var named = shown.withContact(contact).withAnonymous(shown.anonymous() && !verified);
    var identity = stored.identity(provider);
    if (identity.isEmpty()) {
      var data =
          Accounts.identityData(shown.id(), address, isEmail && verified, !isEmail && verified);
      var added = Identity.of(shown.id(), provider, data, exchange.now());
      return new ContactChange(
          Accounts.addIdentity(named, added), Accounts.addIdentity(stored, added));
    }
    var text = isEmail ? address.email() : address.phone();
    var updates = Json.object().add(provider, text).add(provider + "_verified", verified).build();
    var changed = identity.get().withData(identity.get().data().merged(updates), exchange.now());
    var identities =
        stored.identities().stream()
            .map(one -> one.id().equals(changed.id()) ? changed : one)
            .toList();
    return new ContactChange(named, stored.withIdentities(identities));
  }
}
