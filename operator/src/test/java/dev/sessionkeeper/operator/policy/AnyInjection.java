package dev.sessionkeeper.operator.policy;

import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.injection.Takeover;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An injection for tests that do not care which.
public final class AnyInjection {
  public static final Injection OF_WEB =
      new Injection(
          "web",
          "sessionkeeper-operator 0.1.0",
          new Injection.Sidecar(
              "sessionkeeper/sidecar:0.1.0",
              "IfNotPresent",
              Map.of("cpu", "25m", "memory", "64Mi"),
              Map.of("memory", "128Mi")),
          new Takeover.MoveApp(3000, 13000, "PORT", Optional.empty()),
          "",
          "sessionkeeper-web",
          List.of(new Injection.SecretKey("supabase", "publishable-key")),
          Injection.Kind.NATIVE);

  private AnyInjection() {}
}
