package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;

/// What answered to `GET /health`: tells a wrong base URL or key from a dead server.
public sealed interface HealthAnswer {

  /// An Auth server.
  ///
  /// @param version as it names it; `unknown` where that is no usual version
  record Healthy(String version) implements HealthAnswer {}

  /// Something answered, but no Auth server: most likely the base URL is wrong.
  ///
  /// @param reason continues the sentence "The answer ..."; safe to log
  record NotSupabase(String reason) implements HealthAnswer {}

  /// A gateway answered and does not know the API key.
  record KeyRefused() implements HealthAnswer {}

  /// Nobody answered, or a server that is not well.
  record Unreachable(UnavailableReason reason) implements HealthAnswer {}
}
