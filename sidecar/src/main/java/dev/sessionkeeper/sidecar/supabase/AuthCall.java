package dev.sessionkeeper.sidecar.supabase;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.RefreshToken;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/// One call of the Auth server, without the headers that all calls carry.
///
/// Source: auth-js v2.119.1 `src/lib/fetch.ts`, as recorded on the wire.
///
/// @param target path and query below the base URL
/// @param headers may hold tokens, so they are never logged
/// @param body empty for none; may hold tokens
record AuthCall(HttpMethod method, String target, Map<String, String> headers, String body) {
  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER = "Bearer ";
  private static final JsonFactory JSON = new JsonFactory();

  AuthCall {
    headers = Map.copyOf(headers);
  }

  static AuthCall refresh(RefreshToken token, ApiKey key, EndUser endUser) {
    var headers = new HashMap<>(endUser.headers(key));
    headers.put(AUTHORIZATION, BEARER + key.value());
    headers.put("Content-Type", "application/json;charset=UTF-8");
    return new AuthCall(
        HttpMethod.POST, "/token?grant_type=refresh_token", headers, refreshBody(token));
  }

  static AuthCall user(AccessToken token) {
    return new AuthCall(HttpMethod.GET, "/user", Map.of(AUTHORIZATION, BEARER + token.value()), "");
  }

  /// @param scope `global`, `local` or `others`
  static AuthCall logout(AccessToken token, String scope) {
    return new AuthCall(
        HttpMethod.POST,
        "/logout?scope=" + scope,
        Map.of(AUTHORIZATION, BEARER + token.value()),
        "");
  }

  /// A call that needs no key of its own; a gateway may still ask for the one all calls carry.
  static AuthCall open(String path) {
    return new AuthCall(HttpMethod.GET, path, Map.of(), "");
  }

  private static String refreshBody(RefreshToken token) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("refresh_token", token.value());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "AuthCall[" + method + " " + target + "]";
  }
}
