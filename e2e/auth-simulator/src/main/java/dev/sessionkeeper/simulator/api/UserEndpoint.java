package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.model.Contact;
import dev.sessionkeeper.simulator.model.Identity;
import dev.sessionkeeper.simulator.model.Password;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.User;
import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
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
    var phone = body.text("phone").isEmpty() ? "" : PhoneNumber.require(body.text("phone"));
    UserChangeRules.require(exchange, caller.user(), body, email, phone);
    var changed = changed(exchange, caller, body, email, phone);
    exchange.process().store().save(changed);
    return body.optionalText("password").isEmpty()
        ? exchange.ok(UserJson.of(changed))
        : endOthers(exchange, caller).compose(done -> exchange.ok(UserJson.of(changed)));
  }

  private static User changed(
      Exchange exchange, Caller caller, GoStruct.Values body, String email, String phone) {
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
    if (!email.isEmpty() && !email.equals(user.contact().email())) {
      user = withNewEmail(exchange, user, email);
    }
    if (!phone.isEmpty() && !phone.equals(user.contact().phone())) {
      user = withNewPhone(exchange, user, phone);
    }
    return user.updated(now);
  }

  /// An anonymous user's first address is confirmed at once under autoconfirm; any other has to be
  /// confirmed by mail.
  private static User withNewEmail(Exchange exchange, User user, String email) {
    var now = exchange.now();
    if (!user.anonymous() || !exchange.process().settings().accounts().mailerAutoconfirm()) {
      MailLimit.require(user.at(Stamp.EMAIL_CHANGE_SENT), exchange);
      return user.withContact(user.contact().withNewEmail(email))
          .with(Stamp.EMAIL_CHANGE_SENT, now);
    }
    var contact = user.contact().withEmail(email).withNewEmail("");
    var data = Accounts.identityData(user.id(), Contact.of(email, ""), true, false);
    var identity = Identity.of(user.id(), "email", data, now);
    var known = Accounts.addIdentity(user.withContact(contact).withAnonymous(false), identity);
    return Accounts.confirmEmail(known, now);
  }

  private static User withNewPhone(Exchange exchange, User user, String phone) {
    if (!exchange.process().settings().accounts().smsAutoconfirm()) {
      throw ApiError.internal("Unable to get SMS provider").refusal();
    }
    return ContactChange.of(exchange, user, "", phone, false, true)
        .complete()
        .with(Stamp.PHONE_CONFIRMED, exchange.now());
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
