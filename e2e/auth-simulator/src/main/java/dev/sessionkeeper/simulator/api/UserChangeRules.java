package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.model.User;

/// What a user may not change about themselves. Source: supabase/auth `internal/api/user.go`.
final class UserChangeRules {
  private UserChangeRules() {}

  /// Checks a change before anything is stored.
  ///
  /// @param email new address in lower case; empty = none given
  /// @param phone new number without the plus sign; empty = none given
  /// @throws Refusal with the first rule that the change breaks
  static void require(
      Exchange exchange, User user, GoStruct.Values body, String email, String phone) {
    var newPhone = !phone.isEmpty() && !phone.equals(user.contact().phone());
    var settings = exchange.process().settings();
    body.optionalText("password")
        .ifPresent(password -> PasswordRules.require(password, settings.accounts()));
    if (body.map("app_metadata").isPresent() && !isAdmin(exchange, user)) {
      throw ApiError.of(403, "not_admin", "Updating app_metadata requires admin privileges")
          .refusal();
    }
    var newEmail = !email.isEmpty() && !email.equals(user.contact().email());
    var newPassword = body.optionalText("password").filter(password -> !password.isEmpty());
    if (user.hasSecondFactor() && (newPassword.isPresent() || newEmail || newPhone)) {
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
    if (newPhone && exchange.process().store().userByPhone(phone, user.audience()).isPresent()) {
      throw unprocessable(
          "phone_exists", "A user with this phone number has already been registered");
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
}
