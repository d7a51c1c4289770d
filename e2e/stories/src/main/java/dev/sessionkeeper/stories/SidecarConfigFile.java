package dev.sessionkeeper.stories;

import dev.sessionkeeper.contract.ClientAddress;
import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.IdentityConfig;
import dev.sessionkeeper.contract.RouteConfig;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfigWriter;
import dev.sessionkeeper.contract.UnprefixedCookies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The configuration that the stories give the sidecar: the documented defaults, and one route that
/// requires a session.
final class SidecarConfigFile {
  private static final String HOST = "127.0.0.1";
  private static final int LARGEST_HEAD = 64 * 1024;
  private static final int REPLAY_BYTES = 4 * 1024 * 1024;

  private SidecarConfigFile() {}

  /// Where the sidecar listens, where its admin port is, and where the app listens.
  record Ports(int listener, int admin, int app) {}

  static Path write(Ports ports, URI supabase) {
    try {
      var directory = Files.createDirectories(Path.of("target", "config-" + ports.listener()));
      var key = Files.writeString(directory.resolve("publishable-key"), Sidecar.PUBLISHABLE_KEY);
      var config = config(ports, supabase, key.toAbsolutePath().toString());
      var file = directory.resolve("sidecar.json");
      return Files.writeString(file, SidecarConfigWriter.write(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SidecarConfig config(Ports ports, URI supabase, String keyFile) {
    return new SidecarConfig(
        new SidecarConfig.PolicyReference("stories", "web", 1),
        new SidecarConfig.Listener(
            HOST,
            ports.listener(),
            LARGEST_HEAD,
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            false),
        new SidecarConfig.Admin(HOST, ports.admin()),
        upstream(ports.app()),
        new SidecarConfig.Supabase(
            supabase,
            supabase.resolve("/auth/v1"),
            "sb-127-auth-token",
            keyFile,
            ClientAddress.NONE),
        routes(),
        refresh(),
        new SidecarConfig.Verify(SidecarConfig.VerifyMode.AUTO, ""),
        cookies(),
        new SidecarConfig.Endpoints(true, SidecarConfig.SignOutScope.GLOBAL),
        List.of(),
        SidecarConfig.LogLevel.TRACE);
  }

  private static SidecarConfig.Upstream upstream(int port) {
    return new SidecarConfig.Upstream(
        HOST,
        port,
        SidecarConfig.Protocol.HTTP1,
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofSeconds(4),
        64,
        IdentityConfig.NONE);
  }

  private static List<RouteConfig> routes() {
    return List.of(
        route("/_next/static/*", SessionRule.IGNORE, ""),
        route("/protected", SessionRule.REQUIRE, "/sign-in"),
        route("/*", SessionRule.REFRESH, ""));
  }

  private static RouteConfig route(String path, SessionRule rule, String signIn) {
    return new RouteConfig(path, List.of(), List.of(), rule, signIn);
  }

  private static SidecarConfig.Refresh refresh() {
    return new SidecarConfig.Refresh(
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(3),
        SidecarConfig.OnUnavailable.ANONYMOUS,
        32,
        50,
        100,
        Duration.ofSeconds(60),
        REPLAY_BYTES,
        SharedStoreConfig.NONE);
  }

  private static CookiesConfig cookies() {
    return new CookiesConfig(
        true,
        true,
        CookiesConfig.SameSite.LAX,
        "/",
        "",
        false,
        CookiesConfig.Encoding.BASE64_URL,
        CookiesConfig.InvalidCookies.KEEP,
        CookiePrefix.NONE,
        UnprefixedCookies.MIGRATE,
        List.of(),
        List.of());
  }
}
