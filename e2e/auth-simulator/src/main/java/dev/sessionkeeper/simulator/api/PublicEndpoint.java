package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import io.vertx.core.Future;
import java.util.List;

/// What everybody may read: health, settings, keys.
final class PublicEndpoint {
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
          "twitter");

  private PublicEndpoint() {}

  static Future<Reply> health(Exchange exchange) {
    return exchange.ok(
        Json.object()
            .add("version", "")
            .add("name", "GoTrue")
            .add("description", "GoTrue is a user registration and authentication API")
            .build());
  }

  static Future<Reply> keys(Exchange exchange) {
    exchange.headers().set("Cache-Control", "public, max-age=600");
    return exchange.ok(exchange.process().keys().published());
  }

  static Future<Reply> settings(Exchange exchange) {
    var settings = exchange.process().settings();
    var accounts = settings.accounts();
    var external = Json.object().add("anonymous_users", accounts.anonymousEnabled());
    PROVIDERS.forEach(name -> external.add(name, settings.enabledProviders().contains(name)));
    external
        .add("email", accounts.emailEnabled())
        .add("phone", accounts.phoneEnabled())
        .add("zoom", settings.enabledProviders().contains("zoom"));
    return exchange.ok(
        Json.object()
            .add("external", external.build())
            .add("disable_signup", accounts.signupDisabled())
            .add("mailer_autoconfirm", accounts.mailerAutoconfirm())
            .add("phone_autoconfirm", accounts.smsAutoconfirm())
            .add("sms_provider", accounts.smsProvider())
            .add("saml_enabled", false)
            .add("saml_private_key_next_configured", true)
            .add("passkeys_enabled", false)
            .build());
  }
}
