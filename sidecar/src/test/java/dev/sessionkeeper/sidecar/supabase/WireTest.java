package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.SsrVectors;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes over the wire equals what the published packages send.
class WireTest {
  private static final JsonNode RECORDED = SsrVectors.value("wire");
  private static final List<String> SAME_HEADERS =
      List.of("content-type", "authorization", "apikey", "x-supabase-api-version");

  private final Vertx vertx = Vertx.vertx();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private HttpServer server;
  private AuthServer client;

  private record Seen(String method, String uri, MultiMap headers, String body) {}

  @BeforeEach
  void listen() {
    server =
        vertx
            .createHttpServer()
            .connectionHandler(connection -> connections.incrementAndGet())
            .requestHandler(this::note);
    server.listen(0, "127.0.0.1").await();
    client = client(Optional.of(new ApiKey(RECORDED.path("supabase_key").asText())));
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void note(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              var method = request.method().name();
              seen.add(new Seen(method, request.uri(), request.headers(), body.toString()));
              request.response().setStatusCode(503).end();
            });
  }

  private AuthServer client(Optional<ApiKey> key) {
    var url = URI.create("http://127.0.0.1:" + server.actualPort() + "/auth/v1/");
    return new AuthServer(vertx, url, () -> key, "1.2.3", Clock.systemUTC());
  }

  private TokenAnswer refresh(String token) {
    return AuthStage.answer(client.refresh(new RefreshToken(token), AuthStage.PATIENCE));
  }

  private UserAnswer user(String token) {
    return AuthStage.answer(client.user(new AccessToken(token), AuthStage.PATIENCE));
  }

  @Test
  void aRefreshEqualsTheRecordedOne() {
    var recorded = RECORDED.path("requests").path(0);
    var token = new JsonObject(recorded.path("body").asText()).getString("refresh_token");

    refresh(token);

    assertThat(seen).singleElement().satisfies(call -> assertEquals(call, recorded));
    assertThat(names(seen.getFirst()))
        .containsExactly(
            "apikey",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "x-client-info",
            "x-supabase-api-version");
  }

  @Test
  void askingForTheUserEqualsTheRecordedCall() {
    var recorded = RECORDED.path("requests").path(1);
    var bearer = recorded.path("headers").path("authorization").asText();

    user(bearer.substring("Bearer ".length()));

    assertThat(seen).singleElement().satisfies(call -> assertEquals(call, recorded));
    assertThat(names(seen.getFirst())).doesNotContain("content-length", "transfer-encoding");
  }

  @Test
  @DisplayName("53 with a publishable key the Auth server is told address and User-Agent")
  void aVisitorIsTold() {
    refreshFor(new EndUser(Optional.of("203.0.113.7"), Optional.of("Mozilla/5.0")));

    var headers = seen.getFirst().headers();
    assertThat(headers.get("X-Forwarded-For")).isEqualTo("203.0.113.7");
    assertThat(headers.getAll("User-Agent")).containsExactly("Mozilla/5.0");
    assertThat(headers.contains("Sb-Forwarded-For")).isFalse();
  }

  @Test
  @DisplayName(
      "53 with a secret key it is told the address as Sb-Forwarded-For, and never a browser")
  void aSecretKeyIsNeverSentAsABrowser() {
    client = client(Optional.of(new ApiKey("sb_secret_0")));

    refreshFor(new EndUser(Optional.of("203.0.113.7"), Optional.of("Mozilla/5.0")));

    var headers = seen.getFirst().headers();
    assertThat(headers.get("Sb-Forwarded-For")).isEqualTo("203.0.113.7");
    assertThat(headers.getAll("User-Agent")).containsExactly("sessionkeeper-sidecar/1.2.3");
    assertThat(headers.contains("X-Forwarded-For")).isFalse();
  }

  private void refreshFor(EndUser endUser) {
    AuthStage.answer(client.refresh(new RefreshToken("r"), endUser, AuthStage.PATIENCE));
  }

  private static void assertEquals(Seen call, JsonNode recorded) {
    assertThat(call.method()).isEqualTo(recorded.path("method").asText());
    assertThat(call.uri()).isEqualTo(recorded.path("path").asText());
    assertThat(call.body()).isEqualTo(recorded.path("body").asText());
    for (var name : SAME_HEADERS) {
      assertThat(Optional.ofNullable(call.headers().get(name)).orElse(""))
          .as(name)
          .isEqualTo(recorded.path("headers").path(name).asText());
    }
    assertThat(call.headers().get("x-client-info")).isEqualTo("sessionkeeper-sidecar/1.2.3");
  }

  private static Set<String> names(Seen call) {
    var names = new TreeSet<String>();
    call.headers().forEach((name, value) -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b\\c", "line\nbreak\u0000", "日本 \uD83D\uDE00", "</script>"})
  void aTokenOfAnyTextArrivesAsItIs(String token) {
    refresh(token);

    assertThat(new JsonObject(seen.getFirst().body()).getMap())
        .isEqualTo(Map.of("refresh_token", token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX-Evil: 1", "é", "\u0000"})
  void anAccessTokenThatIsNoHeaderTextIsRefusedWithoutACall(String token) {
    var answer = user(token);

    assertThat(answer).isEqualTo(new UserAnswer.Refused(UserAnswer.BAD_JWT));
    assertThat(seen).isEmpty();
  }

  @Test
  void connectionsAreUsedAgain() {
    refresh("first");
    user("second");
    refresh("third");

    assertThat(connections).hasValue(1);
  }

  @Test
  void withoutAKeyNothingIsSentThatWouldNeedOne() {
    client = client(Optional.empty());

    var refreshed = refresh("token");
    var user = user("token");

    assertThat(refreshed)
        .isEqualTo(
            new TokenAnswer.Unavailable(
                UnavailableReason.SECRET_MISSING, Optional.empty(), Repeat.USELESS));
    assertThat(user).isEqualTo(new UserAnswer.Unavailable(UnavailableReason.SECRET_MISSING));
    assertThat(seen).isEmpty();
  }

  @Test
  void anEmptyRefreshTokenIsTheCallersMistake() {
    assertThatThrownBy(() -> client.refresh(new RefreshToken(""), AuthStage.PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("token:");
  }

  @Test
  void nothingHereTellsASecret() {
    var key = new ApiKey("secret-key");
    var refresh = AuthCall.refresh(new RefreshToken("secret-refresh"), key, EndUser.UNKNOWN);
    var user = AuthCall.user(new AccessToken("secret-access"));
    var reply = new AuthReply.Answer(200, Map.of(), "secret-body");

    assertThat(List.of(key, refresh, user, reply, client).toString()).doesNotContain("secret");
  }
}
