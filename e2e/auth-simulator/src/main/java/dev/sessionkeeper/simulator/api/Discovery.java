package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import io.vertx.core.Future;
import java.util.List;

/// `GET /.well-known/openid-configuration`. Source: supabase/auth `internal/api/jwks.go`.
final class Discovery {
  private static final List<String> CLAIMS =
      List.of(
          "sub",
          "aud",
          "iss",
          "exp",
          "iat",
          "auth_time",
          "nonce",
          "email",
          "email_verified",
          "phone_number",
          "phone_number_verified",
          "name",
          "picture",
          "preferred_username",
          "updated_at");

  private Discovery() {}

  static Future<Reply> handle(Exchange exchange) {
    var issuer = exchange.process().settings().jwt().issuer();
    var base = issuer.replaceAll("/+$", "");
    exchange.headers().set("Cache-Control", "public, max-age=600");
    return exchange.ok(
        Json.object()
            .add("issuer", issuer)
            .add("authorization_endpoint", base + "/oauth/authorize")
            .add("token_endpoint", base + "/oauth/token")
            .add("jwks_uri", base + "/.well-known/jwks.json")
            .add("userinfo_endpoint", base + "/oauth/userinfo")
            .add("scopes_supported", texts("openid", "profile", "email", "phone", "offline_access"))
            .add("response_types_supported", texts("code"))
            .add("response_modes_supported", texts("query"))
            .add("grant_types_supported", texts("authorization_code", "refresh_token"))
            .add("subject_types_supported", texts("public"))
            .add("id_token_signing_alg_values_supported", texts("RS256", "HS256", "ES256"))
            .add(
                "token_endpoint_auth_methods_supported",
                texts("client_secret_basic", "client_secret_post", "none"))
            .add("claims_supported", Json.texts(CLAIMS))
            .add("code_challenge_methods_supported", texts("S256", "plain"))
            .build());
  }

  private static Json texts(String... values) {
    return Json.texts(List.of(values));
  }
}
