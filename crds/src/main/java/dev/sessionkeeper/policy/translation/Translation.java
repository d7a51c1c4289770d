package dev.sessionkeeper.policy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import dev.sessionkeeper.contract.SidecarConfigReader;
import dev.sessionkeeper.policy.SecretKeyReference;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.Supabase;
import dev.sessionkeeper.policy.Traffic;
import dev.sessionkeeper.supabase.SupabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes the contract from a policy; every policy has an answer.
///
/// Members of the same meaning have the same name in both, so that they are carried over as they
/// are and judged by the one reader of the contract. Its problems are told in the policy's paths.
public final class Translation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PolicyReference reference;
  private final Place place;
  private final List<Problem> problems = new ArrayList<>();

  private Translation(PolicyReference reference, Place place) {
    this.reference = reference;
    this.place = place;
  }

  /// Translates a policy.
  ///
  /// @param spec with the schema's defaults; what is missing is a problem
  public static ConfigReading of(SessionPolicySpec spec, PolicyReference reference, Place place) {
    return new Translation(reference, place).translate(spec);
  }

  private ConfigReading translate(SessionPolicySpec spec) {
    var contract = contract(spec);
    if (!problems.isEmpty()) {
      return new ConfigReading.Invalid(problems);
    }
    return switch (SidecarConfigReader.read(contract.toString())) {
      case ConfigReading.Valid valid -> valid;
      case ConfigReading.Invalid(var found) ->
          new ConfigReading.Invalid(found.stream().map(PolicyPath::of).toList());
    };
  }

  private ObjectNode contract(SessionPolicySpec spec) {
    ObjectNode contract = JSON.createObjectNode();
    contract.set("policy", JSON.valueToTree(reference));
    contract.setAll(sides(spec));
    contract.set("supabase", supabase(spec.supabase()));
    contract.set("routes", routes(spec));
    copy(contract, "refresh", spec.refresh());
    contract.set("verify", verify(spec));
    copy(contract, "cookies", spec.cookies());
    ifObject(contract.get("cookies"), cookies -> putIfAbsent(cookies, "domain"));
    copy(contract, "trustedProxies", spec.trustedProxies());
    text(sidecar(spec), "logLevel").ifPresent(level -> contract.put("logLevel", level));
    return contract;
  }

  private ObjectNode sides(SessionPolicySpec spec) {
    ObjectNode sides = JSON.createObjectNode();
    var ports = ports(spec.traffic());
    sides.set("listener", side(spec.listener(), place.host(), ports.listener()));
    sides.set("admin", side(null, place.host(), Ports.ADMIN));
    sides.set("upstream", side(spec.upstream(), "127.0.0.1", ports.app()));
    return sides;
  }

  private static ObjectNode side(@Nullable Object settings, String host, int port) {
    var side = object(settings);
    side.put("host", host);
    side.put("port", port);
    return side;
  }

  private Ports ports(@Nullable Traffic traffic) {
    if (traffic == null || traffic.port() == null || traffic.takeover() == null) {
      problems.add(new Problem("spec.traffic", "port and takeover", "nothing"));
      return new Ports(1, 1);
    }
    return Ports.of(traffic.port(), traffic.takeover());
  }

  private ObjectNode supabase(@Nullable Supabase supabase) {
    ObjectNode node = JSON.createObjectNode();
    if (supabase == null || supabase.url() == null) {
      problems.add(new Problem("spec.supabase.url", "the Supabase URL", "nothing"));
      return node;
    }
    node.put("url", supabase.url());
    node.put("authUrl", given(supabase.authUrl(), supabase, url -> url.auth().toString()));
    node.put("cookieName", given(supabase.cookieName(), supabase, SupabaseUrl::cookieName));
    node.put("publishableKeyFile", file("spec.supabase.publishableKey", supabase.publishableKey()));
    return node;
  }

  private String given(
      @Nullable String own, Supabase supabase, Function<SupabaseUrl, String> derived) {
    if (own != null) {
      return own;
    }
    try {
      return derived.apply(SupabaseUrl.of(supabase.url()));
    } catch (IllegalArgumentException e) {
      var problem =
          new Problem(
              "spec.supabase.url",
              "an http or https URL with a host, such as https://abcdefghijklmnopqrst.supabase.co",
              "one that no client would take");
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
      return "";
    }
  }

  private ObjectNode verify(SessionPolicySpec spec) {
    ObjectNode node = JSON.createObjectNode();
    text(object(spec.verify()), "mode").ifPresent(mode -> node.put("mode", mode));
    var secret = spec.verify() == null ? null : spec.verify().jwtSecret();
    node.put("jwtSecretFile", secret == null ? "" : file("spec.verify.jwtSecret", secret));
    return node;
  }

  private String file(String path, @Nullable SecretKeyReference reference) {
    if (reference == null || reference.name() == null || reference.key() == null) {
      problems.add(new Problem(path, "the name and the key of a Secret", "nothing"));
      return "";
    }
    return place.fileOf(reference);
  }

  private static JsonNode routes(SessionPolicySpec spec) {
    JsonNode routes = JSON.valueToTree(spec.routes() == null ? List.of() : spec.routes());
    routes.forEach(route -> ifObject(route, rule -> putIfAbsent(rule, "signIn")));
    return routes;
  }

  private static ObjectNode sidecar(SessionPolicySpec spec) {
    return object(spec.sidecar());
  }

  private static void copy(ObjectNode contract, String name, @Nullable Object settings) {
    if (settings != null) {
      contract.set(name, JSON.valueToTree(settings));
    }
  }

  private static ObjectNode object(@Nullable Object settings) {
    return settings == null ? JSON.createObjectNode() : JSON.<ObjectNode>valueToTree(settings);
  }

  private static Optional<String> text(ObjectNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue());
  }

  /// The contract spells "none" as an empty text.
  private static void putIfAbsent(ObjectNode node, String name) {
    if (!node.has(name)) {
      node.put(name, "");
    }
  }

  private static void ifObject(@Nullable JsonNode node, Consumer<ObjectNode> action) {
    if (node instanceof ObjectNode object) {
      action.accept(object);
    }
  }
}
