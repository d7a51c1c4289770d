package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The path of a review: `/inject/NAMESPACE/POLICY`. It names the policy because of which the API
/// server asks, so that a replica which has not heard of it yet notices.
sealed interface WebhookPath {

  /// What the paths of all policies begin with.
  String PREFIX = "/inject";

  /// The review is about pods that this policy selects.
  record OfPolicy(PolicyKey policy) implements WebhookPath {}

  /// It does not say which policy, as entries of earlier versions of the operator.
  record OfAny() implements WebhookPath {}

  /// It is no path of the webhook.
  record Unknown() implements WebhookPath {}

  Pattern SPELLING = Pattern.compile(PREFIX + "(?:/([a-z0-9-]{1,63})/([a-z0-9.-]{1,253}))?");

  static WebhookPath of(@Nullable String path) {
    var match = SPELLING.matcher(path == null ? "" : path);
    if (!match.matches()) {
      return new Unknown();
    }
    return Optional.ofNullable(match.group(1))
        .<WebhookPath>map(namespace -> new OfPolicy(new PolicyKey(namespace, match.group(2))))
        .orElseGet(OfAny::new);
  }
}
