package dev.sessionkeeper.simulator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How often a user may be sent a mail of one kind. The simulator sends none, but counts as if it
/// did.
final class MailLimit {
  private MailLimit() {}

  /// Lets the first mail and mails after the pause pass.
  ///
  /// @param last when the user was sent the last mail of that kind
  /// @throws Refusal within the pause
  static void require(Optional<Instant> last, Exchange exchange) {
    var pause = exchange.process().settings().accounts().mailPause();
    last.map(sent -> Duration.between(exchange.now(), sent.plus(pause)))
        .filter(Duration::isPositive)
        .ifPresent(
            left -> {
              var message =
                  "For security purposes, you can only request this after "
                      + left.toSeconds()
                      + " seconds.";
              throw ApiError.of(429, "over_email_send_rate_limit", message).refusal();
            });
  }
}
