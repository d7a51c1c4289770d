package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Stamp;
import dev.sessionkeeper.simulator.model.User;
import io.vertx.core.Future;
import java.util.Optional;

/// `POST /token`: password and refresh; of the code exchange only its failures, since no code is
/// ever given out.
final class TokenEndpoint {
  private static final String WRONG = "Invalid login credentials";
  private static final GoStruct PASSWORD =
      GoStruct.named("api.PasswordGrantParams").text("email", "phone", "password");
  private static final GoStruct ID_TOKEN =
      GoStruct.named("api.IdTokenGrantParams")
          .text("id_token", "access_token", "nonce", "provider", "client_id", "issuer");
  private static final GoStruct PKCE =
      GoStruct.named("api.PKCEGrantParams").text("auth_code", "code_verifier");

  private TokenEndpoint() {}

  static Future<Reply> handle(Exchange exchange) {
    var grant = exchange.formValue("grant_type");
    return switch (grant) {
      case "password" -> limited(exchange, TokenEndpoint::password);
      case "refresh_token" -> limited(exchange, RefreshGrant::handle);
      case "pkce" -> limited(exchange, TokenEndpoint::pkce);
      case "id_token" -> limited(exchange, TokenEndpoint::idToken);
      case "web3" ->
          throw ApiError.of(422, "web3_provider_disabled", "Web3 provider is disabled").refusal();
      default -> throw Refusal.badRequest("invalid_credentials", "unsupported_grant_type");
    };
  }

  private static Future<Reply> limited(Exchange exchange, Endpoint grant) {
    exchange.process().limiter().limitToken(exchange.call(), exchange.now());
    return grant.handle(exchange);
  }

  private static Future<Reply> pkce(Exchange exchange) {
    var body = exchange.body(PKCE);
    if (body.text("auth_code").isEmpty() || body.text("code_verifier").isEmpty()) {
      throw Refusal.invalid(
          "invalid request: both auth code and code verifier should be non-empty");
    }
    throw ApiError.of(404, "flow_state_not_found", "invalid flow state, no valid flow state found")
        .refusal();
  }

  /// No provider of ID tokens is configured, so none is accepted.
  private static Future<Reply> idToken(Exchange exchange) {
    var missing = exchange.body(ID_TOKEN).text("id_token").isEmpty();
    var problem = missing ? "id_token required" : "provider or client_id and issuer required";
    return Future.succeededFuture(
        ErrorReply.oauth("invalid request", problem, exchange.call(), exchange.headers()));
  }

  private static Future<Reply> password(Exchange exchange) {
    var body = exchange.body(PASSWORD);
    var user =
        find(exchange, body)
            .filter(found -> found.password().isSet())
            .orElseThrow(TokenEndpoint::wrong);
    if (user.isBanned(exchange.now())) {
      throw Refusal.badRequest("user_banned", "User is banned");
    }
    if (!user.password().matches(body.text("password"))) {
      throw wrong();
    }
    requireConfirmed(user, !body.text("email").isEmpty());
    var weakness =
        PasswordRules.weakness(body.text("password"), exchange.process().settings().accounts());
    return SignIn.open(exchange, user, "password")
        .compose(
            answer ->
                exchange.ok(
                    answer
                        .add(
                            "weak_password",
                            weakness.map(TokenEndpoint::shown).orElse(new Json.Null()))
                        .build()));
  }

  private static Json shown(ApiError weakness) {
    return Json.object()
        .add("message", weakness.message())
        .add("reasons", Json.texts(weakness.weakPasswordReasons()))
        .build();
  }

  private static Optional<User> find(Exchange exchange, GoStruct.Values body) {
    var accounts = exchange.process().settings().accounts();
    var email = body.text("email");
    var phone = body.text("phone");
    var audience = exchange.audience(Optional.empty());
    if (!email.isEmpty() && !phone.isEmpty()) {
      throw Refusal.invalid("Only an email address or phone number should be provided on login.");
    }
    if (!email.isEmpty()) {
      require(accounts.emailEnabled(), "email_provider_disabled", "Email logins are disabled");
      return exchange.process().store().userByEmail(email, audience);
    }
    if (!phone.isEmpty()) {
      require(accounts.phoneEnabled(), "phone_provider_disabled", "Phone logins are disabled");
      return exchange.process().store().userByPhone(PhoneNumber.format(phone), audience);
    }
    throw Refusal.invalid("missing email or phone");
  }

  private static void require(boolean enabled, String code, String message) {
    if (!enabled) {
      throw ApiError.of(422, code, message).refusal();
    }
  }

  private static void requireConfirmed(User user, boolean byEmail) {
    if (byEmail && user.at(Stamp.EMAIL_CONFIRMED).isEmpty()) {
      throw Refusal.badRequest("email_not_confirmed", "Email not confirmed");
    }
    if (!byEmail && user.at(Stamp.PHONE_CONFIRMED).isEmpty()) {
      throw Refusal.badRequest("phone_not_confirmed", "Phone not confirmed");
    }
  }

  private static Refusal wrong() {
    return Refusal.badRequest("invalid_credentials", WRONG);
  }
}
