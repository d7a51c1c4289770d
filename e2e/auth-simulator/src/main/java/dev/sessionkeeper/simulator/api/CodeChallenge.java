package dev.sessionkeeper.simulator.api;

import java.util.regex.Pattern;

/// The optional PKCE members of a sign-up.
final class CodeChallenge {
  private static final int SHORTEST = 43;
  private static final int LONGEST = 128;
  private static final Pattern FORMAT = Pattern.compile("[a-zA-Z._~0-9-]+");

  private CodeChallenge() {}

  /// Checks the two members together.
  ///
  /// @throws Refusal if only one of the two is given, or the challenge is malformed
  static void require(String method, String challenge) {
    if (challenge.isEmpty() != method.isEmpty()) {
      throw Refusal.invalid("PKCE flow requires code_challenge_method and code_challenge");
    }
    if (challenge.isEmpty()) {
      return;
    }
    if (challenge.length() < SHORTEST || challenge.length() > LONGEST) {
      throw Refusal.invalid(
          "code challenge has to be between " + SHORTEST + " and " + LONGEST + " characters");
    }
    if (!FORMAT.matcher(challenge).matches()) {
      throw Refusal.invalid(
          "code challenge can only contain alphanumeric characters, hyphens, periods, underscores and tildes");
    }
  }
}
