package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a password must be. Source: supabase/auth `internal/api/password.go`.
final class PasswordRules {
  private static final int LONGEST = 72;

  private PasswordRules() {}

  /// Checks a new password.
  ///
  /// @throws Refusal if the password is too long or too weak
  static void require(String password, Settings.Accounts rules) {
    if (bytes(password) > LONGEST) {
      throw Refusal.invalid("Password cannot be longer than " + LONGEST + " characters");
    }
    weakness(password, rules)
        .ifPresent(
            error -> {
              throw error.refusal();
            });
  }

  /// Why the password is too weak, if it is.
  static Optional<ApiError> weakness(String password, Settings.Accounts rules) {
    List<String> reasons = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    if (bytes(password) < rules.minimumPasswordLength()) {
      reasons.add("length");
      messages.add("Password should be at least " + rules.minimumPasswordLength() + " characters.");
    }
    if (rules.requiredCharacters().stream()
        .anyMatch(set -> set.chars().noneMatch(c -> password.indexOf(c) >= 0))) {
      reasons.add("characters");
      messages.add(
          "Password should contain at least one character of each: "
              + String.join(", ", rules.requiredCharacters())
              + ".");
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(ApiError.weakPassword(String.join(" ", messages), reasons));
  }

  private static int bytes(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length;
  }
}
