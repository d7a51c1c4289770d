package dev.sessionkeeper.contract;

import com.fasterxml.jackson.core.JacksonException;
import dev.sessionkeeper.contract.SidecarConfig.Listener;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.contract.SidecarConfig.Supabase;
import dev.sessionkeeper.contract.SidecarConfig.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/// Reads the contract in one walk that finds every problem, each with its path.
///
/// A missing member is a problem, as the sidecar has no defaults; an unknown one is noted and
/// ignored, so that an older sidecar runs under a newer operator.
public final class SidecarConfigReader {
  /// The longest text that is read, in characters; a policy of a thousand routes is a tenth of it.
  public static final int LONGEST_TEXT = 1 << 20;

  private static final int MOST_PORT = 65_535;
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private SidecarConfigReader() {}

  /// Reads a configuration.
  ///
  /// @param json the text of the file
  public static ConfigReading read(String json) {
    if (json.length() > LONGEST_TEXT) {
      return notReadable("at most " + LONGEST_TEXT + " characters", json.length() + " characters");
    }
    try {
      var findings = new Findings();
      var root = new ConfigNode(JsonTree.read(json), "", findings);
      var config = config(root, findings);
      return findings.of(config);
    } catch (JacksonException e) {
      var at = e.getLocation();
      return notReadable(
          "JSON", "text that is none, line " + at.getLineNr() + " column " + at.getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  private static ConfigReading notReadable(String expected, String found) {
    return new ConfigReading.Invalid(List.of(new Problem("(root)", expected, found)));
  }

  private static SidecarConfig config(ConfigNode root, Findings findings) {
    var config =
        new SidecarConfig(
            policy(root.object("policy")),
            listener(root.object("listener")),
            admin(root.object("admin")),
            upstream(root.object("upstream")),
            supabase(root.object("supabase")),
            root.objects("routes", RouteReader::read),
            refresh(root.object("refresh")),
            verify(root.object("verify")),
            CookiesReader.read(root.object("cookies")),
            endpoints(root.object("endpoints")),
            root.texts(
                "trustedProxies", "an address block such as 10.0.0.0/8", ValueRules::addressBlock),
            root.choice("logLevel", SidecarConfig.LogLevel.class));
    root.reportUnknown();
    Consistency.check(config, findings);
    return config;
  }

  private static PolicyReference policy(ConfigNode node) {
    var policy =
        new PolicyReference(
            node.text("namespace", "a namespace", ValueRules::notBlank),
            node.text("name", "the name of a policy", ValueRules::notBlank),
            node.number("generation", 0, Integer.MAX_VALUE));
    node.reportUnknown();
    return policy;
  }

  private static Listener listener(ConfigNode node) {
    var listener =
        new Listener(
            host(node),
            port(node),
            node.number("maxHeaderBytes", 8_192, LONGEST_TEXT),
            node.duration("idleTimeout", SECOND, HOUR),
            node.duration("webSocketIdleTimeout", SECOND, Duration.ofHours(24)),
            node.duration("drainTimeout", Duration.ZERO, HOUR),
            node.flag("h2c"));
    node.reportUnknown();
    return listener;
  }

  private static SidecarConfig.Admin admin(ConfigNode node) {
    var admin = new SidecarConfig.Admin(host(node), port(node));
    node.reportUnknown();
    return admin;
  }

  private static Upstream upstream(ConfigNode node) {
    var upstream =
        new Upstream(
            host(node),
            port(node),
            node.choice("protocol", SidecarConfig.Protocol.class),
            node.duration("connectTimeout", MILLISECOND, MINUTE),
            node.duration("responseTimeout", MILLISECOND, HOUR),
            node.duration("keepAlive", SECOND, HOUR),
            node.number("maxConnections", 1, 100_000),
            IdentityReader.read(node.object("identity")));
    node.reportUnknown();
    return upstream;
  }

  private static Supabase supabase(ConfigNode node) {
    var supabase =
        new Supabase(
            node.httpUrl("url"),
            node.httpUrl("authUrl"),
            node.text("cookieName", "the name of a cookie", ValueRules::cookieName),
            node.secretFile("publishableKeyFile", ValueRules::notBlank),
            node.choice("clientAddress", ClientAddress.class));
    node.reportUnknown();
    return supabase;
  }

  private static Refresh refresh(ConfigNode node) {
    var refresh =
        new Refresh(
            node.duration("margin", Duration.ofSeconds(95), HOUR),
            node.duration("early", Duration.ofSeconds(95), Duration.ofHours(24)),
            node.duration("timeout", Duration.ofMillis(100), MINUTE),
            node.choice("onUnavailable", SidecarConfig.OnUnavailable.class),
            node.number("maxConcurrent", 1, 10_000),
            node.number("requestsPerSecond", 1, 100_000),
            node.number("burst", 1, 100_000),
            node.duration("replay", SECOND, HOUR),
            node.number("replayBytes", 65_536, 16 << 20),
            SharedStoreReader.read(node.object("sharedStore")));
    node.reportUnknown();
    return refresh;
  }

  private static SidecarConfig.Verify verify(ConfigNode node) {
    var verify =
        new SidecarConfig.Verify(
            node.choice("mode", SidecarConfig.VerifyMode.class),
            node.secretFile("jwtSecretFile", ValueRules::any));
    node.reportUnknown();
    return verify;
  }

  private static SidecarConfig.Endpoints endpoints(ConfigNode node) {
    var endpoints =
        new SidecarConfig.Endpoints(
            node.flag("enabled"), node.choice("signOutScope", SidecarConfig.SignOutScope.class));
    node.reportUnknown();
    return endpoints;
  }

  private static String host(ConfigNode node) {
    return node.text("host", "a host name or address", ValueRules::host);
  }

  private static int port(ConfigNode node) {
    return node.number("port", 1, MOST_PORT);
  }
}
