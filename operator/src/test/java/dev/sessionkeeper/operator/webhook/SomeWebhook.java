package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.telemetry.AdmissionTelemetry;
import dev.sessionkeeper.operator.telemetry.Metrics;

/// A webhook that knows no policy, for tests of what it is served by.
final class SomeWebhook {
  private SomeWebhook() {}

  static InjectionWebhook withoutPolicies() {
    return new InjectionWebhook(
        new PolicyIndex(),
        _ -> {},
        new AdmissionTelemetry(new Metrics()),
        (_, _, _) -> {},
        System::nanoTime);
  }
}
