package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Contact;
import dev.sessionkeeper.simulator.model.Identity;
import dev.sessionkeeper.simulator.model.Password;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.User;
import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `POST /signup`: with e-mail or phone and password, or anonymous.
/// Source: supabase/auth `internal/api/signup.go`, `anonymous.go`.
final class SignupEndpoint {
  private static final GoStruct BODY =
      GoStruct.named("api.SignupParams")
          .text("email", "phone", "password")
          .map("data")
          .text("channel", "code_challenge_method", "code_challenge");
  private static final Json.Members NOTHING = Json.object().build();

  private SignupEndpoint() {}

  static Future<Reply> handle(Exchange exchange) {
    var body = exchange.body(BODY);
    var limiter = exchange.process().limiter();
    if (body.text("email").isEmpty() && body.text("phone").isEmpty()) {
      requireAnonymous(exchange);
      limiter.limitAnonymous(exchange.call(), exchange.now());
      requireOpen(exchange);
      return anonymous(exchange, body);
    }
    limiter.limitSignup(exchange.call(), exchange.now());
    requireOpen(exchange);
    validate(exchange, body);
    return body.text("email").isEmpty() ? byPhone(exchange, body) : byEmail(exchange, body);
  }

  private static void requireAnonymous(Exchange exchange) {
    if (!exchange.process().settings().accounts().anonymousEnabled()) {
      throw ApiError.of(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled")
          .refusal();
    }
  }

  private static void requireOpen(Exchange exchange) {
    if (exchange.process().settings().accounts().signupDisabled()) {
      throw ApiError.of(422, "signup_disabled", "Signups not allowed for this instance").refusal();
    }
  }

  private static void validate(Exchange exchange, GoStruct.Values body) {
    if (body.text("password").isEmpty()) {
      throw Refusal.invalid("Signup requires a valid password");
    }
    PasswordRules.require(body.text("password"), exchange.process().settings().accounts());
    if (!body.text("email").isEmpty() && !body.text("phone").isEmpty()) {
      throw Refusal.invalid("Only an email address or phone number should be provided on signup.");
    }
    if (!body.text("phone").isEmpty() && !body.text("code_challenge").isEmpty()) {
      throw Refusal.invalid("PKCE not supported for phone signups");
    }
    CodeChallenge.require(body.text("code_challenge_method"), body.text("code_challenge"));
  }

  private static Future<Reply> anonymous(Exchange exchange, GoStruct.Values body) {
    var role = exchange.process().settings().jwt().defaultRole();
    var user =
        User.create(
                exchange.audience(Optional.empty()),
                role,
                Contact.of("", ""),
                Password.NONE,
                exchange.now())
            .withAnonymous(true)
            .withUserMetadata(body.map("data").orElse(NOTHING));
    exchange.process().store().save(user);
    return SignIn.open(exchange, user, "anonymous").compose(answer -> exchange.ok(answer.build()));
  }

  private static Future<Reply> byEmail(Exchange exchange, GoStruct.Values body) {
    var accounts = exchange.process().settings().accounts();
    if (!accounts.emailEnabled()) {
      throw Refusal.badRequest("email_provider_disabled", "Email signups are disabled");
    }
    var email = EmailAddress.require(body.text("email"));
    var audience = exchange.audience(Optional.empty());
    var known = exchange.process().store().userByEmail(email, audience);
    if (known.filter(user -> user.at(Stamp.EMAIL_CONFIRMED).isPresent()).isPresent()) {
      return repeated(exchange, "email", body);
    }
    return known
        .map(Future::succeededFuture)
        .orElseGet(() -> create(exchange, "email", Contact.of(email, ""), body))
        .compose(
            user ->
                accounts.mailerAutoconfirm()
                    ? confirmed(exchange, user, "email")
                    : unconfirmed(exchange, user));
  }

  private static Future<Reply> byPhone(Exchange exchange, GoStruct.Values body) {
    var accounts = exchange.process().settings().accounts();
    if (!accounts.phoneEnabled()) {
      throw Refusal.badRequest("phone_provider_disabled", "Phone signups are disabled");
    }
    var phone = PhoneNumber.require(body.text("phone"));
    var known = exchange.process().store().userByPhone(phone, exchange.audience(Optional.empty()));
    if (known.filter(user -> user.at(Stamp.PHONE_CONFIRMED).isPresent()).isPresent()) {
      return repeated(exchange, "phone", body);
    }
    if (!accounts.smsAutoconfirm()) {
      throw ApiError.internal("Unable to get SMS provider").refusal();
    }
    return known
        .map(Future::succeededFuture)
        .orElseGet(() -> create(exchange, "phone", Contact.of("", phone), body))
        .compose(user -> confirmed(exchange, user, "phone"));
  }

  private static Future<User> create(
      Exchange exchange, String provider, Contact contact, GoStruct.Values body) {
    return Pace.hashing(exchange)
        .map(
            hashed -> {
              requireUnused(exchange, contact);
              var user = newUser(exchange, provider, contact, body);
              exchange.process().store().save(user);
              return user;
            });
  }

  private static User newUser(
      Exchange exchange, String provider, Contact contact, GoStruct.Values body) {
    var now = exchange.now();
    var role = exchange.process().settings().jwt().defaultRole();
    var user =
        User.create(
            exchange.audience(Optional.empty()),
            role,
            contact,
            new Password(body.text("password")),
            now);
    var given = body.map("data").orElse(NOTHING);
    var known = Accounts.identityData(user.id(), Contact.of(contact.email(), ""), false, false);
    var data = overlay(given, known);
    return user.withAppMetadata(Accounts.providers(List.of(provider)))
        .withUserMetadata(data.merged(data))
        .withIdentities(List.of(Identity.of(user.id(), provider, data, now)));
  }

  /// The database knows each address once, whatever the audience.
  private static void requireUnused(Exchange exchange, Contact contact) {
    if (exchange.process().store().isUsed(contact)) {
      throw ApiError.internal("Database error saving new user").refusal();
    }
  }

  /// What the server knows wins over what the client gave; members that are null stay.
  private static Json.Members overlay(Json.Members given, Json.Members known) {
    var all = new ArrayList<>(given.entries());
    all.addAll(known.entries());
    return (Json.Members) new Json.Members(all).sorted();
  }

  /// Confirms at once and signs in. The answer's identity shares its data with the metadata, unlike
  /// the stored one.
  private static Future<Reply> confirmed(Exchange exchange, User user, String provider) {
    var now = exchange.now();
    var confirmed =
        provider.equals("email")
            ? Accounts.confirmEmail(user, now)
            : user.with(Stamp.PHONE_CONFIRMED, now);
    exchange.process().store().save(confirmed);
    var shown =
        confirmed
            .without(Stamp.CONFIRMED)
            .withIdentities(
                confirmed.identities().stream()
                    .map(
                        identity ->
                            identity.withData(confirmed.userMetadata(), identity.updatedAt()))
                    .toList());
    return SignIn.open(exchange, shown, "password").compose(answer -> exchange.ok(answer.build()));
  }

  private static Future<Reply> unconfirmed(Exchange exchange, User user) {
    MailLimit.require(user.at(Stamp.CONFIRMATION_SENT), exchange);
    var now = exchange.now();
    var waiting = user.with(Stamp.CONFIRMATION_SENT, now).updated(now);
    exchange.process().store().save(waiting);
    return exchange.ok(UserJson.of(waiting));
  }

  private static Future<Reply> repeated(Exchange exchange, String provider, GoStruct.Values body) {
    var accounts = exchange.process().settings().accounts();
    if (accounts.mailerAutoconfirm() || accounts.smsAutoconfirm()) {
      throw ApiError.of(422, "user_already_exists", "User already registered").refusal();
    }
    var now = exchange.now();
    var contact =
        provider.equals("email")
            ? Contact.of(EmailAddress.require(body.text("email")), "")
            : Contact.of("", PhoneNumber.require(body.text("phone")));
    var invented =
        User.create(exchange.audience(Optional.empty()), "", contact, Password.NONE, now)
            .withAppMetadata(Accounts.providers(List.of(provider)))
            .withUserMetadata(body.map("data").orElse(NOTHING))
            .with(Stamp.CONFIRMATION_SENT, now);
    return exchange.ok(UserJson.of(invented));
  }
}
