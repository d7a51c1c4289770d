package dev.sessionkeeper.simulator.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The configuration of one simulated server process, read from the real server's variable names.
/// Defaults are the real server's. Source: supabase/auth `internal/conf/configuration.go`.
///
/// @param requestLimit longest processing of a request; empty = no limit
/// @param enabledProviders sign-in providers that `/settings` reports as enabled, in lower case
public record Settings(
    Jwt jwt,
    RefreshTokens refreshTokens,
    Sessions sessions,
    RateLimits rateLimits,
    Hook hook,
    Accounts accounts,
    List<String> corsAllowedHeaders,
    Optional<Duration> requestLimit,
    List<String> enabledProviders) {

  private static final int DEFAULT_LIFETIME = 3600;

  /// How access tokens are made.
  public record Jwt(
      String secret,
      String keyId,
      Optional<String> keys,
      int lifetimeSeconds,
      String audience,
      String issuer,
      String defaultRole,
      String adminGroup,
      List<String> adminRoles) {}

  /// How refresh tokens rotate.
  public record RefreshTokens(
      int algorithmVersion,
      int upgradePercentage,
      boolean rotation,
      Duration reuseInterval,
      boolean allowReuse) {}

  /// What ends a session.
  public record Sessions(
      Optional<Duration> timebox,
      Optional<Duration> inactivity,
      Optional<Duration> lowAal,
      boolean singlePerUser,
      List<String> tags) {}

  /// Events per five minutes (`anonymous`: per hour), and where the client's address is read.
  public record RateLimits(
      String header, boolean sbForwardedFor, double tokenRefresh, double otp, double anonymous) {}

  /// The custom access-token hook; `function` is the last part of its `pg-functions://` URI.
  public record Hook(boolean enabled, String uri, String function) {}

  /// Which ways of signing up and in are open, and what a password must be.
  public record Accounts(
      boolean signupDisabled,
      boolean anonymousEnabled,
      boolean emailEnabled,
      boolean phoneEnabled,
      boolean mailerAutoconfirm,
      boolean smsAutoconfirm,
      String smsProvider,
      Duration mailPause,
      int minimumPasswordLength,
      List<String> requiredCharacters) {}

  private static final List<String> PROVIDERS =
      List.of(
          "apple",
          "azure",
          "bitbucket",
          "discord",
          "facebook",
          "snapchat",
          "figma",
          "fly",
          "github",
          "gitlab",
          "google",
          "keycloak",
          "kakao",
          "linkedin",
          "linkedin_oidc",
          "notion",
          "spotify",
          "slack",
          "slack_oidc",
          "workos",
          "twitch",
          "twitter",
          "zoom");

  /// Reads the variables that count here.
  ///
  /// @throws IllegalArgumentException naming the variable that cannot be used
  public static Settings of(Map<String, String> environment) {
    var variables = new Variables(environment);
    return new Settings(
        jwt(variables),
        refreshTokens(variables),
        sessions(variables),
        rateLimits(variables),
        hook(variables),
        accounts(variables),
        variables.list("GOTRUE_CORS_ALLOWED_HEADERS"),
        variables.find("GOTRUE_API_MAX_REQUEST_DURATION").isPresent()
            ? variables.duration("GOTRUE_API_MAX_REQUEST_DURATION")
            : Optional.of(Duration.ofSeconds(10)),
        PROVIDERS.stream()
            .filter(
                name ->
                    variables.flag(
                        "GOTRUE_EXTERNAL_" + name.toUpperCase(Locale.ROOT) + "_ENABLED", false))
            .toList());
  }

  private static Jwt jwt(Variables variables) {
    var lifetime = variables.integer("GOTRUE_JWT_EXP", 0);
    var adminRoles = variables.list("GOTRUE_JWT_ADMIN_ROLES");
    return new Jwt(
        variables
            .find("GOTRUE_JWT_SECRET")
            .orElseThrow(() -> Variables.unusable("GOTRUE_JWT_SECRET", "a secret")),
        variables.text("GOTRUE_JWT_KEY_ID", ""),
        variables.find("GOTRUE_JWT_KEYS").filter(keys -> !keys.equals("[]")),
        lifetime == 0 ? DEFAULT_LIFETIME : lifetime,
        variables.text("GOTRUE_JWT_AUD", ""),
        variables.text("GOTRUE_JWT_ISSUER", ""),
        variables.text("GOTRUE_JWT_DEFAULT_GROUP_NAME", "").strip(),
        variables.text("GOTRUE_JWT_ADMIN_GROUP_NAME", "admin"),
        adminRoles.isEmpty() ? List.of("service_role", "supabase_admin") : adminRoles);
  }

  private static RefreshTokens refreshTokens(Variables variables) {
    var prefix = "GOTRUE_SECURITY_REFRESH_TOKEN_";
    return new RefreshTokens(
        within(variables, prefix + "ALGORITHM_VERSION", 2),
        within(variables, prefix + "UPGRADE_PERCENTAGE", 100),
        variables.flag(prefix + "ROTATION_ENABLED", true),
        Duration.ofSeconds(variables.integer(prefix + "REUSE_INTERVAL", 0)),
        variables.flag(prefix + "ALLOW_REUSE", false));
  }

  private static int within(Variables variables, String name, int maximum) {
    var value = variables.integer(name, 0);
    if (value < 0 || value > maximum) {
      throw Variables.unusable(name, "0 to " + maximum);
    }
    return value;
  }

  private static Sessions sessions(Variables variables) {
    return new Sessions(
        variables.duration("GOTRUE_SESSIONS_TIMEBOX"),
        variables.duration("GOTRUE_SESSIONS_INACTIVITY_TIMEOUT"),
        variables.duration("GOTRUE_SESSIONS_ALLOW_LOW_AAL"),
        variables.flag("GOTRUE_SESSIONS_SINGLE_PER_USER", false),
        variables.list("GOTRUE_SESSIONS_TAGS"));
  }

  private static RateLimits rateLimits(Variables variables) {
    return new RateLimits(
        variables.text("GOTRUE_RATE_LIMIT_HEADER", ""),
        variables.flag("GOTRUE_SECURITY_SB_FORWARDED_FOR_ENABLED", false),
        variables.decimal("GOTRUE_RATE_LIMIT_TOKEN_REFRESH", 150),
        variables.decimal("GOTRUE_RATE_LIMIT_OTP", 30),
        variables.decimal("GOTRUE_RATE_LIMIT_ANONYMOUS_USERS", 30));
  }

  private static Hook hook(Variables variables) {
    var uri = variables.text("GOTRUE_HOOK_CUSTOM_ACCESS_TOKEN_URI", "");
    return new Hook(
        variables.flag("GOTRUE_HOOK_CUSTOM_ACCESS_TOKEN_ENABLED", false),
        uri,
        uri.substring(uri.lastIndexOf('/') + 1));
  }

  private static Accounts accounts(Variables variables) {
    return new Accounts(
        variables.flag("GOTRUE_DISABLE_SIGNUP", false),
        variables.flag("GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED", false),
        variables.flag("GOTRUE_EXTERNAL_EMAIL_ENABLED", true),
        variables.flag("GOTRUE_EXTERNAL_PHONE_ENABLED", false),
        variables.flag("GOTRUE_MAILER_AUTOCONFIRM", false),
        variables.flag("GOTRUE_SMS_AUTOCONFIRM", false),
        variables.text("GOTRUE_SMS_PROVIDER", ""),
        variables.duration("GOTRUE_SMTP_MAX_FREQUENCY").orElse(Duration.ofMinutes(1)),
        Math.max(6, variables.integer("GOTRUE_PASSWORD_MIN_LENGTH", 0)),
        requiredCharacters(variables.text("GOTRUE_PASSWORD_REQUIRED_CHARACTERS", "")));
  }

  /// Sets of characters separated by colons; a backslash makes a colon literal.
  private static List<String> requiredCharacters(String value) {
    return value.isEmpty()
        ? List.of()
        : List.of(value.split("(?<!\\\\):")).stream().map(set -> set.replace("\\:", ":")).toList();
  }
}
