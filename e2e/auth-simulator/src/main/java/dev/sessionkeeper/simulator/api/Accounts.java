package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Contact;
import dev.sessionkeeper.simulator.model.Identity;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Small changes of users that several endpoints share.
final class Accounts {
  private Accounts() {}

  /// What a provider knows about a user: subject and address, and that neither is verified yet.
  static Json.Members identityData(
      UUID subject, Contact contact, boolean emailVerified, boolean phoneVerified) {
    var data = Json.object().addUnlessEmpty("email", contact.email());
    data.add("email_verified", emailVerified).addUnlessEmpty("phone", contact.phone());
    return (Json.Members)
        data.add("phone_verified", phoneVerified).add("sub", subject.toString()).build().sorted();
  }

  static Json.Members providers(List<String> names) {
    return Json.object()
        .add("provider", names.getFirst())
        .add("providers", Json.texts(names))
        .build();
  }

  /// Marks the e-mail address as confirmed.
  static User confirmEmail(User user, Instant now) {
    var verified = Json.object().add("email_verified", true).build();
    return user.with(Stamp.EMAIL_CONFIRMED, now)
        .withUserMetadata(user.userMetadata().merged(verified));
  }

  static User addIdentity(User user, Identity identity) {
    var all = new ArrayList<>(user.identities());
    all.add(identity);
    return user.withIdentities(all);
  }
}
