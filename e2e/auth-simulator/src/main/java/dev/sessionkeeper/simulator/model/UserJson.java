package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.json.Json;
import java.util.List;

/// Writes a user as every answer of the server does: always the same order, absent times left out.
public final class UserJson {
  private UserJson() {}

  public static Json.Members of(User user) {
    var object =
        Json.object()
            .add("id", user.id().toString())
            .add("aud", user.audience())
            .add("role", user.role())
            .add("email", user.contact().email());
    add(object, user, Stamp.EMAIL_CONFIRMED);
    object.add("phone", user.contact().phone());
    add(object, user, Stamp.PHONE_CONFIRMED);
    add(object, user, Stamp.CONFIRMATION_SENT);
    add(object, user, Stamp.CONFIRMED);
    object.addUnlessEmpty("new_email", user.contact().newEmail());
    add(object, user, Stamp.EMAIL_CHANGE_SENT);
    object.addUnlessEmpty("new_phone", user.contact().newPhone());
    add(object, user, Stamp.LAST_SIGN_IN);
    object.add("app_metadata", user.appMetadata()).add("user_metadata", user.userMetadata());
    if (!user.factors().isEmpty()) {
      object.add("factors", factors(user));
    }
    object
        .add("identities", new Json.Array(user.identities().stream().map(Identity::json).toList()))
        .add("created_at", user.createdAt().toString())
        .add("updated_at", user.updatedAt().toString());
    add(object, user, Stamp.BANNED_UNTIL);
    add(object, user, Stamp.DELETED);
    return object.add("is_anonymous", user.anonymous()).build();
  }

  /// A user as in a list: without what is stored elsewhere.
  public static Json.Members row(User user) {
    var without = of(user.withFactors(List.of()).withIdentities(List.of()));
    return new Json.Members(
        without.entries().stream()
            .map(
                m -> m.name().equals("identities") ? new Json.Member(m.name(), new Json.Null()) : m)
            .toList());
  }

  /// The second factors of a user.
  public static Json factors(User user) {
    return new Json.Array(user.factors().stream().<Json>map(Factor::json).toList());
  }

  private static void add(Json.Builder object, User user, Stamp stamp) {
    user.at(stamp).ifPresent(at -> object.add(stamp.memberName(), at.toString()));
  }
}
