package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.model.Contact;
import dev.sessionkeeper.simulator.model.Password;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.User;
import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// `GET` and `PUT /user`. Source: supabase/auth `internal/api/user.go`.
final class UserEndpoint {
  private static final GoStruct BODY =
      GoStruct.named("api.UserUpdateParams")
          .text("email")
          .optionalText("password", "current_password")
          .text("nonce")
          .map("data", "app_metadata")
          .text("phone", "channel", "code_challenge", "code_challenge_method");

  private UserEndpoint() {}

  static Future<Reply> get(Exchange exchange, Caller caller) {
    var claimed = caller.token().audience();
    if (claimed.isEmpty()
        || !claimed.getFirst().equals(exchange.audience(Optional.of(caller.token())))) {
      throw Refusal.invalid("Token audience doesn't match request audience");
    }
    return exchange.ok(UserJson.of(caller.user()));
  }

  static Future<Reply> put(Exchange exchange, Caller caller) {
    exchange.process().limiter().limitUserUpdate(exchange.call(), exchange.now());
    var body = exchange.body(BODY);
    var email = body.text("email").isEmpty() ? "" : EmailAddress.require(body.text("email"));
    validate(exchange, caller.user(), body, email);
    var changed = changed(exchange, caller, body, email);
    exchange.process().store().save(changed);
    return body.optionalText("password").isEmpty()
        ? exchange.ok(UserJson.of(changed))
        : endOthers(exchange, caller).compose(done -> exchange.ok(UserJson.of(changed)));
  }

  private static void validate(Exchange exchange, User user, GoStruct.Values body, String email) {
    var settings = exchange.process().settings();
    body.optionalText("password")
        .ifPresent(password -> PasswordRules.require(password, settings.accounts()));
    if (body.map("app_metadata").isPresent() && !isAdmin(exchange, user)) {
      throw ApiError.of(403, "not_admin", "Updating app_metadata requires admin privileges")
          .refusal();
    }
    var newEmail = !email.isEmpty() && !email.equals(user.contact().email());
    var newPassword = body.optionalText("password").filter(password -> !password.isEmpty());
    if (user.hasSecondFactor() && (newPassword.isPresent() || newEmail)) {
      throw ApiError.of(
              401,
              "insufficient_aal",
              "AAL2 session is required to update email or password when MFA is enabled.")
          .refusal();
    }
    if (user.anonymous()
        && newPassword.isPresent()
        && email.isEmpty()
        && body.text("phone").isEmpty()) {
      throw unprocessable(
          "validation_failed",
          "Updating password of an anonymous user without an email or phone is not allowed");
    }
    if (newEmail && exchange.process().store().userByEmail(email, user.audience()).isPresent()) {
      throw unprocessable(
          "email_exists", "A user with this email address has already been registered");
    }
    if (newPassword.filter(user.password()::matches).isPresent()) {
      throw unprocessable(
          "same_password", "New password should be different from the old password.");
    }
  }

  private static boolean isAdmin(Exchange exchange, User user) {
    var jwt = exchange.process().settings().jwt();
    return jwt.audience().equals(user.audience()) && user.role().equals(jwt.adminGroup());
  }

  private static Refusal unprocessable(String code, String message) {
    return ApiError.of(422, code, message).refusal();
  }

  private static User changed(
      Exchange exchange, Caller caller, GoStruct.Values body, String email) {
    var now = exchange.now();
    var user = caller.user();
    if (body.optionalText("password").isPresent()) {
      user =
          user.withPassword(new Password(body.text("password")))
              .without(Stamp.CONFIRMATION_SENT)
              .without(Stamp.EMAIL_CHANGE_SENT);
    }
    if (body.map("data").isPresent()) {
      user = user.withUserMetadata(user.userMetadata().merged(body.map("data").get()));
    }
    if (body.map("app_metadata").isPresent()) {
      user = user.withAppMetadata(user.appMetadata().merged(body.map("app_metadata").get()));
    }
    return email.isEmpty() || email.equals(user.contact().email())
        ? user.updated(now)
        : withNewEmail(exchange, user, email).updated(now);
  }

  /// An anonymous user's first address is confirmed at once under autoconfirm; any other has to be
  /// confirmed by mail.
  private static User withNewEmail(Exchange exchange, User user, String email) {
    var now = exchange.now();
    if (!user.anonymous() || !exchange.process().settings().accounts().mailerAutoconfirm()) {
      return user.withContact(user.contact().withNewEmail(email))
          .with(Stamp.EMAIL_CHANGE_SENT, now);
    }
    var contact = new Contact(email, user.contact().phone(), "");
    var data = Accounts.identityData(user.id(), Contact.of(email, ""), true, false);
    var identity = dev.sessionkeeper.simulator.model.Identity.of(user.id(), "email", data, now);
    var known = Accounts.addIdentity(user.withContact(contact).withAnonymous(false), identity);
    return Accounts.confirmEmail(
        known.withAppMetadata(known.appMetadata().merged(Accounts.providers(List.of("email")))),
        now);
  }

  /// A new password ends all other sessions.
  private static Future<Void> endOthers(Exchange exchange, Caller caller) {
    var own = caller.session().map(Session::id);
    var others =
        exchange.process().store().sessionsOf(caller.user().id()).stream()
            .map(Session::id)
            .filter(id -> !own.equals(Optional.of(id)))
            .toList();
    return Sessions.end(exchange, others);
  }
}
