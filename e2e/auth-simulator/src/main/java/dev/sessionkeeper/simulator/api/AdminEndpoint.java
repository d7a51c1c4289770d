package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.config.GoDuration;
import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Contact;
import dev.sessionkeeper.simulator.model.Identity;
import dev.sessionkeeper.simulator.model.Password;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.User;
import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/admin/users`: what an administrator does with users.
/// Source: supabase/auth `internal/api/admin.go`.
final class AdminEndpoint {
  private static final GoStruct BODY =
      GoStruct.named("api.AdminUserParams")
          .text("id", "aud", "role", "email", "phone")
          .optionalText("password")
          .text("password_hash")
          .flag("email_confirm", "phone_confirm")
          .map("user_metadata", "app_metadata")
          .text("ban_duration");
  private static final GoStruct DELETION =
      GoStruct.named("api.adminUserDeleteParams").flag("should_soft_delete");

  private AdminEndpoint() {}

  /// The user whom a path names.
  ///
  /// @throws Refusal if the last part of the path names no user
  static User addressed(Exchange exchange, String id) {
    var uuid =
        Uuids.parse(id)
            .orElseThrow(
                () -> ApiError.of(404, "validation_failed", "user_id must be an UUID").refusal());
    return exchange
        .process()
        .store()
        .user(uuid)
        .orElseThrow(() -> ApiError.of(404, "user_not_found", "User not found").refusal());
  }

  static Future<Reply> list(Exchange exchange) {
    var audience = exchange.audience(Optional.empty());
    var users = exchange.process().store().usersOf(audience);
    exchange.headers().set("X-Total-Count", Integer.toString(users.size()));
    var shown = users.stream().<Json>map(UserJson::row).toList();
    return exchange.ok(
        Json.object().add("users", new Json.Array(shown)).add("aud", audience).build());
  }

  static Future<Reply> get(Exchange exchange, User user) {
    return exchange.ok(UserJson.of(user));
  }

  static Future<Reply> create(Exchange exchange) {
    var body = exchange.body(BODY);
    var contact = newContact(exchange, body);
    var ban = banDuration(body);
    var now = exchange.now();
    var jwt = exchange.process().settings().jwt();
    var providers = new ArrayList<String>();
    if (!contact.email().isEmpty()) {
      providers.add("email");
    }
    if (!contact.phone().isEmpty()) {
      providers.add("phone");
    }
    var role = body.text("role").isEmpty() ? jwt.defaultRole() : body.text("role").strip();
    var password =
        new Password(
            body.optionalText("password")
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> UUID.randomUUID().toString()));
    var user =
        withRequestedId(User.create(audience(exchange, body), role, contact, password, now), body);
    var complete =
        user.withAppMetadata(Accounts.providers(providers))
            .withUserMetadata(body.map("user_metadata").orElse(Json.object().build()));
    for (var provider : providers) {
      var part =
          provider.equals("email")
              ? Contact.of(contact.email(), "")
              : Contact.of("", contact.phone());
      complete =
          Accounts.addIdentity(
              complete,
              Identity.of(
                  user.id(), provider, Accounts.identityData(user.id(), part, false, false), now));
    }
    complete = confirmed(exchange, appMetadata(complete, body), body);
    complete = banned(complete, ban, exchange);
    exchange.process().store().save(complete);
    return exchange.ok(UserJson.of(complete));
  }

  private static String audience(Exchange exchange, GoStruct.Values body) {
    return body.text("aud").isEmpty() ? exchange.audience(Optional.empty()) : body.text("aud");
  }

  private static Contact newContact(Exchange exchange, GoStruct.Values body) {
    var store = exchange.process().store();
    if (body.text("email").isEmpty() && body.text("phone").isEmpty()) {
      throw Refusal.invalid("Cannot create a user without either an email or phone");
    }
    var email = body.text("email").isEmpty() ? "" : EmailAddress.require(body.text("email"));
    if (!email.isEmpty() && store.userByEmail(email, audience(exchange, body)).isPresent()) {
      throw ApiError.of(
              422, "email_exists", "A user with this email address has already been registered")
          .refusal();
    }
    var phone = body.text("phone").isEmpty() ? "" : PhoneNumber.require(body.text("phone"));
    if (!phone.isEmpty() && store.userByPhone(phone, audience(exchange, body)).isPresent()) {
      throw ApiError.of(422, "phone_exists", "Phone number already registered by another user")
          .refusal();
    }
    if (body.optionalText("password").isPresent() && !body.text("password_hash").isEmpty()) {
      throw Refusal.invalid("Only a password or a password hash should be provided");
    }
    return Contact.of(email, phone);
  }

  private static User withRequestedId(User user, GoStruct.Values body) {
    if (body.text("id").isEmpty()) {
      return user;
    }
    var id =
        Uuids.parse(body.text("id"))
            .orElseThrow(() -> Refusal.invalid("ID must conform to the uuid v4 format"));
    if (id.equals(new UUID(0, 0))) {
      throw Refusal.invalid("ID cannot be a nil uuid");
    }
    return user.withId(id);
  }

  static Future<Reply> update(Exchange exchange, User user) {
    var body = exchange.body(BODY);
    var email = body.text("email").isEmpty() ? "" : EmailAddress.require(body.text("email"));
    var phone = body.text("phone").isEmpty() ? "" : PhoneNumber.require(body.text("phone"));
    var ban = banDuration(body);
    body.optionalText("password")
        .ifPresent(
            password -> PasswordRules.require(password, exchange.process().settings().accounts()));
    var changed = body.text("role").isEmpty() ? user : user.withRole(body.text("role"));
    changed = confirmed(exchange, changed, body);
    if (body.optionalText("password").isPresent()) {
      changed =
          changed
              .withPassword(new Password(body.text("password")))
              .without(Stamp.CONFIRMATION_SENT)
              .without(Stamp.EMAIL_CHANGE_SENT);
    }
    var addressed =
        ContactChange.of(
            exchange,
            changed,
            email,
            phone,
            body.flag("email_confirm"),
            body.flag("phone_confirm"));
    var described = appMetadata(addressed.shown(), body);
    if (body.map("user_metadata").isPresent()) {
      described =
          described.withUserMetadata(
              described.userMetadata().merged(body.map("user_metadata").get()));
    }
    var shown = banned(described, ban, exchange).updated(exchange.now());
    exchange.process().store().save(shown.withIdentities(addressed.complete().identities()));
    return body.optionalText("password").isEmpty()
        ? exchange.ok(UserJson.of(shown))
        : Sessions.end(exchange, sessionIds(exchange, user))
            .compose(done -> exchange.ok(UserJson.of(shown)));
  }

  private static User confirmed(Exchange exchange, User user, GoStruct.Values body) {
    var now = exchange.now();
    var withEmail = body.flag("email_confirm") ? Accounts.confirmEmail(user, now) : user;
    return body.flag("phone_confirm") ? withEmail.with(Stamp.PHONE_CONFIRMED, now) : withEmail;
  }

  private static User appMetadata(User user, GoStruct.Values body) {
    return body.map("app_metadata")
        .map(updates -> user.withAppMetadata(user.appMetadata().merged(updates)))
        .orElse(user);
  }

  /// Empty = leave as it is; zero = lift the ban.
  private static Optional<Duration> banDuration(GoStruct.Values body) {
    var text = body.text("ban_duration");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(text.equals("none") ? Duration.ZERO : GoDuration.parse(text));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("invalid format for ban duration: " + e.getMessage());
    }
  }

  private static User banned(User user, Optional<Duration> ban, Exchange exchange) {
    return ban.map(
            duration ->
                duration.isZero()
                    ? user.without(Stamp.BANNED_UNTIL)
                    : user.with(Stamp.BANNED_UNTIL, exchange.now().plus(duration)))
        .orElse(user);
  }

  static Future<Reply> delete(Exchange exchange, User user) {
    var soft =
        exchange.call().body().length() > 0 && exchange.body(DELETION).flag("should_soft_delete");
    return Sessions.end(exchange, sessionIds(exchange, user))
        .compose(
            done -> {
              if (!exchange.isAbandoned()) {
                remove(exchange, user, soft);
              }
              return exchange.ok(Json.object().build());
            });
  }

  private static void remove(Exchange exchange, User user, boolean soft) {
    var store = exchange.process().store();
    if (!soft) {
      store.deleteUser(user.id());
    } else if (user.at(Stamp.DELETED).isEmpty()) {
      store.save(SoftDeletion.of(user, exchange.now()));
    }
  }

  private static List<UUID> sessionIds(Exchange exchange, User user) {
    return exchange.process().store().sessionsOf(user.id()).stream().map(Session::id).toList();
  }
}
