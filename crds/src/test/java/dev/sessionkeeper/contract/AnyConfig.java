package dev.sessionkeeper.contract;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Configurations for tests: a typical one, and any valid one by seed.
final class AnyConfig {
  private final Random random;

  private AnyConfig(Random random) {
    this.random = random;
  }

  static SidecarConfig of(long seed) {
    return new AnyConfig(new Random(seed)).config();
  }

  private SidecarConfig config() {
    var margin = seconds(95, 3_600);
    return new SidecarConfig(
        new SidecarConfig.PolicyReference(word(), word(), random.nextInt(1_000)),
        new SidecarConfig.Listener(
            "0.0.0.0",
            1 + random.nextInt(30_000),
            65_536,
            seconds(1, 3_600),
            seconds(1, 86_400),
            seconds(0, 60),
            random.nextBoolean()),
        new SidecarConfig.Admin("127.0.0.1", 30_001 + random.nextInt(30_000)),
        new SidecarConfig.Upstream(
            "127.0.0.1",
            3000,
            choice(SidecarConfig.Protocol.class),
            millis(),
            millis(),
            seconds(1, 60),
            1 + random.nextInt(1_000),
            identity()),
        new SidecarConfig.Supabase(
            URI.create("https://" + word() + ".supabase.co"),
            URI.create("http://" + word() + ":8000/auth/v1"),
            "sb-" + word() + "-auth-token",
            "/etc/sessionkeeper/secrets/" + word(),
            choice(ClientAddress.class)),
        IntStream.range(0, random.nextInt(5)).mapToObj(i -> route()).toList(),
        refresh(margin),
        new SidecarConfig.Verify(choice(SidecarConfig.VerifyMode.class), "/secrets/" + word()),
        cookies(),
        new SidecarConfig.Endpoints(random.nextBoolean(), choice(SidecarConfig.SignOutScope.class)),
        random.nextBoolean() ? List.of() : List.of("10.0.0.0/8", "fd00::/8"),
        choice(SidecarConfig.LogLevel.class));
  }

  private IdentityConfig identity() {
    var claims = Stream.generate(() -> choice(IdentityConfig.Claim.class));
    return new IdentityConfig(
        claims.limit(random.nextInt(4)).distinct().toList(),
        choice(IdentityConfig.TokenHeader.class));
  }

  private RouteConfig route() {
    var methods = random.nextBoolean() ? List.<String>of() : List.of("GET", "HEAD");
    var hosts = random.nextBoolean() ? List.<String>of() : List.of(word() + ".example.com");
    var signIn = random.nextBoolean() ? "" : "/" + word();
    var plain =
        new RouteConfig(
            "/" + word() + "/*", methods, hosts, choice(RouteConfig.SessionRule.class), signIn);
    return random.nextBoolean() ? plain : demanding(methods, hosts, signIn);
  }

  private RouteConfig demanding(List<String> methods, List<String> hosts, String signIn) {
    var assurance = choice(RouteConfig.Assurance.class);
    return new RouteConfig(
        "",
        "/(" + word() + "|" + word() + ")(/.*)?",
        methods,
        hosts,
        random.nextBoolean() ? List.of() : List.of("X-" + word()),
        RouteConfig.SessionRule.REQUIRE,
        signIn,
        assurance,
        assurance == RouteConfig.Assurance.AAL2 && random.nextBoolean() ? "/" + word() : "",
        random.nextBoolean() ? List.of() : List.of(word()),
        IntStream.range(0, random.nextInt(3))
            .mapToObj(i -> new RouteConfig.ClaimRule("app." + word(), List.of(word(), "true")))
            .toList());
  }

  private SidecarConfig.Refresh refresh(Duration margin) {
    var store = random.nextBoolean() ? SharedStoreConfig.NONE : store();
    var least = store.exists() ? store.lease().multipliedBy(2) : Duration.ofMillis(100);
    return new SidecarConfig.Refresh(
        margin,
        margin.plus(seconds(0, 600)),
        least.plusMillis(random.nextInt(1_000)),
        choice(SidecarConfig.OnUnavailable.class),
        1 + random.nextInt(100),
        1 + random.nextInt(100),
        1 + random.nextInt(100),
        seconds(1, 600),
        65_536 + random.nextInt(1 << 20),
        store);
  }

  private SharedStoreConfig store() {
    var topology = choice(SharedStoreConfig.Topology.class);
    var tls = random.nextBoolean();
    var timeout = Duration.ofMillis(random.nextInt(10, 8_000));
    return new SharedStoreConfig(
        List.of(word() + ":6379", "[fd00::1]:65535"),
        topology,
        topology == SharedStoreConfig.Topology.SENTINEL ? word() : "",
        random.nextBoolean() ? word() : "",
        "/secrets/" + word(),
        "/secrets/" + word(),
        tls,
        tls && random.nextBoolean() ? "/secrets/" + word() : "",
        word(),
        timeout,
        timeout.multipliedBy(3).plusMillis(random.nextInt(100, 1_000)));
  }

  private CookiesConfig cookies() {
    var prefix = choice(CookiePrefix.class);
    var isOfHost = prefix == CookiePrefix.HOST || random.nextBoolean();
    return new CookiesConfig(
        random.nextBoolean(),
        true,
        choice(CookiesConfig.SameSite.class),
        "/",
        isOfHost ? "" : "example.com",
        random.nextBoolean(),
        choice(CookiesConfig.Encoding.class),
        choice(CookiesConfig.InvalidCookies.class),
        prefix,
        choice(UnprefixedCookies.class),
        random.nextBoolean() ? List.of() : List.of(new CookieScope("example.com", "/")),
        IntStream.range(0, random.nextInt(3)).mapToObj(i -> appCookie()).toList());
  }

  private AppCookieRule appCookie() {
    return new AppCookieRule(
        word() + "*",
        random.nextBoolean(),
        random.nextBoolean(),
        choice(AppCookieRule.LeastSameSite.class));
  }

  private <E extends Enum<E>> E choice(Class<E> type) {
    var choices = type.getEnumConstants();
    return choices[random.nextInt(choices.length)];
  }

  private Duration seconds(int least, int most) {
    return Duration.ofSeconds(random.nextInt(least, most + 1));
  }

  private Duration millis() {
    return Duration.ofMillis(random.nextInt(100, 60_000));
  }

  private String word() {
    return "w" + Integer.toString(random.nextInt(1_000_000), Character.MAX_RADIX);
  }
}
