package dev.sessionkeeper.operator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chart's webhook configurations, and the policies' entries in them.
///
/// A policy's object is chosen by the hash of its name. Each entry is applied by a field manager of
/// its own, so that concurrent changes of one object never overwrite each other.
public final class WebhookObjects {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookObjects.class);
  private static final int OBJECTS = 8;
  private static final int LARGE = 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final String prefix;
  private final Map<PolicyKey, MutatingWebhook> applied = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> bytes = new ConcurrentHashMap<>();

  /// @param prefix the objects are named by it, a dash and a number
  public WebhookObjects(KubernetesClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  /// Writes a policy's entry, unless it was written like that before.
  ///
  /// @return whether it was written
  public boolean apply(WebhookEntry entry, WebhookEntry.Address address) {
    var wanted = entry.build(address);
    if (wanted.equals(applied.get(entry.policy()))) {
      return false;
    }
    // One change of an entry at a time: what is remembered is what was written last.
    applied.compute(
        entry.policy(),
        (policy, _) -> {
          write(policy, List.of(wanted));
          return wanted;
        });
    return true;
  }

  /// Takes a policy's entry away, unless the policy is there again.
  void remove(PolicyKey policy) {
    applied.compute(
        policy,
        (gone, _) -> {
          write(gone, List.of());
          return null;
        });
  }

  /// Takes away the entry of a policy, unless a policy of that name is there again.
  public void remove(PolicyKey policy, Predicate<PolicyKey> there) {
    if (!there.test(policy)) {
      remove(policy);
    }
  }

  /// Whether API servers are told in each policy's entry, in all objects, to believe these
  /// authorities.
  public boolean believe(Bundle bundle) {
    return bundles().allMatch(present -> present.holds(bundle));
  }

  /// All authorities that API servers are told to believe in some policy's entry.
  public Bundle inForce() {
    return bundles().reduce(Bundle.EMPTY, Bundle::with);
  }

  private Stream<Bundle> bundles() {
    return present()
        .filter(entry -> PolicyOfEntry.read(entry.getName()).findAny().isPresent())
        .map(WebhookEntry::bundle);
  }

  private Stream<MutatingWebhook> present() {
    return IntStream.range(0, OBJECTS)
        .mapToObj(this::read)
        .flatMap(Optional::stream)
        .flatMap(object -> object.getWebhooks().stream());
  }

  /// Takes away the entries of policies that are gone, and forgets what was applied and is not
  /// there any more, or with another `caBundle`, so that it is applied again.
  ///
  /// @param there whether a policy is there; asked after the entries were read, as one that came in
  ///     between is none that is gone
  public List<PolicyKey> sweep(Predicate<PolicyKey> there) {
    var bundles = new HashMap<String, Bundle>();
    present().forEach(entry -> bundles.put(entry.getName(), WebhookEntry.bundle(entry)));
    applied
        .values()
        .removeIf(entry -> !WebhookEntry.bundle(entry).equals(bundles.get(entry.getName())));
    var stale =
        bundles.keySet().stream()
            .flatMap(PolicyOfEntry::read)
            .filter(policy -> !there.test(policy))
            .toList();
    stale.forEach(this::remove);
    return stale;
  }

  /// The objects that the chart should have made and did not.
  public List<String> missing() {
    return IntStream.range(0, OBJECTS)
        .filter(number -> read(number).isEmpty())
        .mapToObj(this::name)
        .toList();
  }

  /// The size of the largest object in bytes, as last seen.
  public int largest() {
    return bytes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private void write(PolicyKey policy, List<MutatingWebhook> entries) {
    var number = numberOf(policy);
    var object =
        new MutatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName(name(number))
            .endMetadata()
            .withWebhooks(entries)
            .build();
    var written =
        client
            .resource(object)
            .fieldManager(Applying.fieldManager(policy))
            .forceConflicts()
            .serverSideApply();
    grew(number, size(written));
  }

  private void grew(int number, int size) {
    var before = bytes.put(number, size);
    if (size > LARGE && (before == null || before <= LARGE)) {
      LOG.atWarn()
          .addKeyValue(LogKeys.OBJECT, name(number))
          .addKeyValue(LogKeys.BYTES, size)
          .log(
              "a webhook configuration is above 1 MiB, and etcd takes one and a half: use fewer"
                  + " policies with wider selectors, or a second release for other namespaces");
    }
  }

  private Optional<MutatingWebhookConfiguration> read(int number) {
    var object =
        Optional.ofNullable(
            client
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(name(number))
                .get());
    object.ifPresent(present -> bytes.put(number, size(present)));
    return object;
  }

  private String name(int number) {
    return prefix + "-" + number;
  }

  /// `String.hashCode` is fixed by the language, so every replica and version agrees.
  static int numberOf(PolicyKey policy) {
    return Math.floorMod(policy.toString().hashCode(), OBJECTS);
  }

  private static int size(Object object) {
    try {
      return JSON.writeValueAsBytes(object).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("models of Kubernetes are JSON", e);
    }
  }

  /// Reads back the policy of an entry's name.
  private static final class PolicyOfEntry {
    private PolicyOfEntry() {}

    /// A policy's name may hold dots and a namespace's may not, so there is one reading; none for
    /// an entry that is not ours.
    static Stream<PolicyKey> read(String entry) {
      var parts = entry.replaceFirst("\\.inject\\.sessionkeeper\\.dev$", "");
      var dot = parts.lastIndexOf('.');
      return dot < 0 || Objects.equals(parts, entry)
          ? Stream.empty()
          : Stream.of(new PolicyKey(parts.substring(dot + 1), parts.substring(0, dot)));
    }
  }
}
