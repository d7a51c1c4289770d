package dev.sessionkeeper.operator.policy;

import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.injection.Takeover;
import dev.sessionkeeper.policy.LabelSelector;
import dev.sessionkeeper.policy.SecretKeyReference;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.Sidecar;
import dev.sessionkeeper.policy.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns a policy into what the injector does. Total: every policy that the schema lets through has
/// an injection.
public final class PolicyTerms {
  private static final int LONGEST_NAME = 253;
  private static final String LOOPBACK = "127.0.0.1";

  private PolicyTerms() {}

  public static Injection injection(
      String name, SessionPolicySpec spec, OperatorDefaults defaults) {
    return new Injection(
        name,
        defaults.injector(),
        container(spec.sidecar(), defaults),
        takeover(spec.traffic(), defaults),
        Objects.requireNonNullElse(spec.traffic().container(), ""),
        configMapName(name),
        secrets(spec),
        kind(spec.sidecar(), defaults));
  }

  /// The pods that a policy is about.
  public static Selector selector(LabelSelector selector) {
    return new Selector(
        orEmpty(selector.matchLabels()),
        Objects.requireNonNullElse(
                selector.matchExpressions(), List.<LabelSelector.Requirement>of())
            .stream()
            .map(one -> new Selector.Expression(one.key(), operator(one.operator()), values(one)))
            .toList());
  }

  /// The ConfigMap of a policy.
  public static String configMapName(String policy) {
    var name = "sessionkeeper-" + policy;
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static Injection.Sidecar container(Sidecar sidecar, OperatorDefaults defaults) {
    return new Injection.Sidecar(
        Objects.requireNonNullElse(sidecar.image(), defaults.sidecarImage()),
        pullPolicy(sidecar.imagePullPolicy()),
        orEmpty(sidecar.resources().requests()),
        orEmpty(sidecar.resources().limits()));
  }

  /// What the schema does not require is absent where nobody wrote it.
  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static List<String> values(LabelSelector.Requirement one) {
    return Objects.requireNonNullElse(one.values(), List.of());
  }

  private static Takeover takeover(Traffic traffic, OperatorDefaults defaults) {
    int port = traffic.port();
    return switch (traffic.takeover()) {
      case MOVE_APP ->
          new Takeover.MoveApp(
              port, Takeover.MoveApp.appPortFor(port), traffic.portVariable(), bind(traffic));
      case REDIRECT ->
          new Takeover.Redirect(
              port, Injection.OWN_LISTENER, defaults.redirectImage(), defaults.pullPolicy());
      case MANUAL -> new Takeover.Manual(port, Injection.OWN_LISTENER);
    };
  }

  private static Optional<Takeover.Variable> bind(Traffic traffic) {
    return Optional.ofNullable(traffic.bindVariable())
        .map(variable -> new Takeover.Variable(variable, LOOPBACK));
  }

  private static List<Injection.SecretKey> secrets(SessionPolicySpec spec) {
    var keys = new ArrayList<Injection.SecretKey>();
    keys.add(key(spec.supabase().publishableKey()));
    var jwtSecret = spec.verify().jwtSecret();
    if (jwtSecret != null) {
      keys.add(key(jwtSecret));
    }
    var store = spec.refresh().sharedStore();
    if (store != null) {
      Stream.of(store.encryptionKeys(), store.password(), store.ca())
          .filter(Objects::nonNull)
          .map(PolicyTerms::key)
          .forEach(keys::add);
    }
    return keys;
  }

  private static Injection.SecretKey key(SecretKeyReference reference) {
    return new Injection.SecretKey(reference.name(), reference.key());
  }

  private static Injection.Kind kind(Sidecar sidecar, OperatorDefaults defaults) {
    return switch (sidecar.nativeContainer()) {
      case AUTO -> defaults.kind();
      case NEVER -> Injection.Kind.ORDINARY;
    };
  }

  private static String pullPolicy(Sidecar.ImagePullPolicy policy) {
    return switch (policy) {
      case ALWAYS -> "Always";
      case IF_NOT_PRESENT -> "IfNotPresent";
      case NEVER -> "Never";
    };
  }

  private static Selector.Operator operator(LabelSelector.Operator operator) {
    return switch (operator) {
      case IN -> Selector.Operator.IN;
      case NOT_IN -> Selector.Operator.NOT_IN;
      case EXISTS -> Selector.Operator.EXISTS;
      case DOES_NOT_EXIST -> Selector.Operator.DOES_NOT_EXIST;
    };
  }
}
