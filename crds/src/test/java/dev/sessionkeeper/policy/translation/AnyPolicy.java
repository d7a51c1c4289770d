package dev.sessionkeeper.policy.translation;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Manifests by seed: of every field, values that are at its bounds, ordinary ones, and sometimes
/// none; now and then one that breaks a rule.
final class AnyPolicy {
  private static final List<String> DURATIONS =
      List.of("95s", "2m", "1h", "1m35s", "100ms", "1s", "24h", "1h30m", "0s", "1m500ms", "5", "");

  private final Random random;

  private AnyPolicy(Random random) {
    this.random = random;
  }

  static String of(long seed) {
    return new AnyPolicy(new Random(seed)).manifest();
  }

  private String manifest() {
    return """
    {"apiVersion": "sessionkeeper.dev/v1alpha1", "kind": "SessionPolicy",
     "metadata": {"name": "web", "namespace": "shop", "generation": 7},
     "spec": {"selector": {"matchLabels": {"app": "web"}}%s}}
    """
        .formatted(
            List.of(
                    supabase(),
                    traffic(),
                    routes(),
                    refresh(),
                    verify(),
                    cookies(),
                    endpoints(),
                    proxies(),
                    listener(),
                    upstream())
                .stream()
                .collect(Collectors.joining()));
  }

  private String supabase() {
    return group(
        "supabase",
        "\"publishableKey\": {\"name\": \"supabase\", \"key\": \""
            + any("publishable-key", "k", "sb_secret_0", "a.b_c")
            + "\"}",
        text(
            "url",
            "https://abcdefghijklmnopqrst.supabase.co",
            "http://kong:8000/",
            "http://[::1]:54321",
            "http://1.2.3.4.5",
            "https://x.co:99999",
            "HTTPS://X.CO",
            "https://a..b/c/../d",
            "http://.",
            "https://x.co/a?b"),
        maybe(text("authUrl", "http://auth:9999", "https://x.co/auth/v1", "https://-", "ftp://x")),
        maybe(text("clientAddress", "Forward", "None", "forward")),
        maybe(text("cookieName", "sb", "__Host-sb", "__Secure-sb", "a b", "sb-x-auth-token")));
  }

  private String traffic() {
    return group(
        "traffic",
        "\"port\": " + any(3000, 1, 65535, 55536, 9180, 9181, 19180),
        maybe(text("takeover", "MoveApp", "Redirect", "Manual")),
        maybe(text("portVariable", "PORT", "SERVER_PORT")),
        maybe(text("bindVariable", "HOSTNAME")));
  }

  private String routes() {
    return maybe(
        ", \"routes\": ["
            + IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> route())
                .collect(Collectors.joining(", "))
            + "]");
  }

  private String route() {
    return "{"
        + (random.nextInt(8) == 0 ? pattern() : path())
        + text("session", "Ignore", "Refresh", "Require")
        + maybe(text("signIn", "/login", "//evil", "/sign-in?x"))
        + maybe(", \"methods\": [\"" + any("GET", "get", "M-SEARCH") + "\"]")
        + maybe(", \"hosts\": [\"" + any("shop.example.com", "[::1]:80", "a/b") + "\"]")
        + maybe(", \"headers\": [\"" + any("Purpose", "x-forwarded-for", "a_b") + "\"]")
        + (random.nextInt(8) == 0 ? demands() : "")
        + "}";
  }

  private String demands() {
    return maybe(text("assurance", "aal2", "aal1", "aal3"))
        + maybe(text("stepUp", "/mfa", "//evil"))
        + maybe(", \"roles\": [\"" + any("admin", "") + "\"]")
        + maybe(
            ", \"claims\": [{\"name\": \""
                + any("app_metadata.plan", "is_anonymous", "user_metadata.x", "a..b", "a b")
                + "\", \"values\": [\"pro\"]}]");
  }

  private String path() {
    return "\"path\": \"" + any("/*", "/a/*", "/", "/a b", "x", "//x", "/[!]~\\\"") + "\"";
  }

  private String pattern() {
    return "\"pathPattern\": \""
        + any("/(a|b)/c(/.*)?", ".*", "/[a-z]{2}", "/a b", "/(", "(a{99}){99}")
        + "\""
        + maybe(text("path", "/*"));
  }

  private String refresh() {
    return group(
        "refresh",
        maybe(duration("margin")),
        maybe(duration("early")),
        maybe(duration("timeout")),
        maybe(duration("replay")),
        maybe(text("onUnavailable", "Anonymous", "ServiceUnavailable")),
        maybe(number("maxConcurrent", 1, 10_000)),
        maybe(number("requestsPerSecond", 1, 100_000)),
        maybe(number("burst", 1, 100_000)),
        maybe(number("replayBytes", 65_536, 16_777_216)),
        maybe(sharedStore()));
  }

  private String sharedStore() {
    return group(
        "sharedStore",
        "\"addresses\": [\""
            + any("redis:6379", "[::1]:1", "redis", "a b:1", "x:65536", "x:0")
            + "\"]",
        ", \"encryptionKeys\": {\"name\": \"sessions\", \"key\": \"keys\"}",
        maybe(text("topology", "Standalone", "Cluster", "Sentinel")),
        maybe(text("master", "shop")),
        maybe(text("user", "sidecar", "{x}")),
        maybe(", \"password\": {\"name\": \"redis\", \"key\": \"password\"}"),
        maybe(", \"tls\": " + random.nextBoolean()),
        maybe(", \"ca\": {\"name\": \"redis\", \"key\": \"ca.crt\"}"),
        maybe(text("prefix", "shop", "a{b}", "")),
        maybe(text("timeout", "100ms", "10s", "1s")),
        maybe(text("lease", "3s", "100ms", "1m")));
  }

  private String verify() {
    return group(
        "verify",
        maybe(text("mode", "Auto", "Keys", "Secret", "User")),
        maybe(", \"jwtSecret\": {\"name\": \"supabase\", \"key\": \"jwt-secret\"}"));
  }

  private String cookies() {
    return group(
        "cookies",
        maybe(", \"secure\": " + random.nextBoolean()),
        maybe(", \"httpOnly\": " + random.nextBoolean()),
        maybe(", \"partitioned\": " + random.nextBoolean()),
        maybe(text("sameSite", "Strict", "Lax", "None")),
        maybe(text("path", "/", "/app", "/a;b", "app")),
        maybe(text("domain", "example.com", ".example.com", "a_b")),
        maybe(text("encoding", "Base64Url", "Raw")),
        maybe(text("invalid", "Keep", "Delete")),
        maybe(text("prefix", "None", "Host", "Secure")),
        maybe(text("unprefixed", "Migrate", "Ignore")),
        maybe(
            ", \"alsoClear\": [{"
                + any("", "\"domain\": \"example.com\"", "\"path\": \"/app\"", "\"path\": \"app\"")
                + "}]"),
        maybe(harden()));
  }

  private String harden() {
    return ", \"harden\": [{\"name\": \""
        + any("shop_*", "*", "a b", "a;b", "[x]", "a|b")
        + "\""
        + maybe(", \"httpOnly\": " + random.nextBoolean())
        + maybe(", \"secure\": " + random.nextBoolean())
        + maybe(text("sameSite", "Keep", "Lax", "Strict", "None"))
        + "}]";
  }

  private String endpoints() {
    return group(
        "endpoints",
        maybe(", \"enabled\": " + random.nextBoolean()),
        maybe(text("signOutScope", "Global", "Local", "Others", "global")));
  }

  private String proxies() {
    return maybe(
        ", \"trustedProxies\": [\"" + any("10.0.0.0/8", "fd00::/8", "0.0.0.0/0", "x") + "\"]");
  }

  private String listener() {
    return group(
        "listener",
        maybe(number("maxHeaderBytes", 8_192, 1_048_576)),
        maybe(duration("idleTimeout")),
        maybe(duration("webSocketIdleTimeout")),
        maybe(duration("drainTimeout")),
        maybe(", \"h2c\": " + random.nextBoolean()));
  }

  private String upstream() {
    return group(
        "upstream",
        maybe(text("protocol", "HTTP1", "H2C", "HTTP2")),
        maybe(duration("connectTimeout")),
        maybe(duration("responseTimeout")),
        maybe(duration("keepAlive")),
        maybe(number("maxConnections", 1, 100_000)),
        maybe(identity()));
  }

  private String identity() {
    return group(
        "identity",
        maybe(", \"headers\": [\"" + any("User", "Email", "user", "Phone") + "\"]"),
        maybe(text("accessToken", "Authorization", "None", "Cookie")));
  }

  private static String group(String name, String... members) {
    var all = String.join("", members);
    return ", \"" + name + "\": {" + (all.startsWith(", ") ? all.substring(2) : all) + "}";
  }

  private String duration(String name) {
    return text(name, DURATIONS.toArray(String[]::new));
  }

  private String number(String name, int least, int most) {
    return ", \"" + name + "\": " + any(least, most, random.nextInt(least, most));
  }

  /// Mostly the first value, so that many policies are valid as a whole.
  private String text(String name, String... values) {
    return ", \"" + name + "\": \"" + any((Object[]) values) + "\"";
  }

  private String maybe(String member) {
    return random.nextInt(4) == 0 ? member : "";
  }

  private Object any(Object... values) {
    return values[random.nextInt(10) < 7 ? 0 : random.nextInt(values.length)];
  }
}
