package dev.sessionkeeper.sidecar.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.sidecar.session.CookieName;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCodec;
import dev.sessionkeeper.sidecar.session.Sessions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people are told of a session.
class InspectionTest {
  private static final String NAME = "sb-shop-auth-token";
  private static final SidecarConfig.Refresh REFRESH =
      new SidecarConfig.Refresh(
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofSeconds(3),
          OnUnavailable.ANONYMOUS,
          32,
          50,
          100,
          Duration.ofMinutes(1),
          4 << 20,
          SharedStoreConfig.NONE);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "50 | fresh | there is nothing to refresh",
        "5 | due | so that nobody waits",
        "1 | expired | asks the Auth server for a new one first, for 3s at most",
        "-7 | expired | expired at 2023",
      })
  void theStateOfASessionIsTold(int minutes, String state, String sentence) {
    var report = explained(cookies(Sessions.expiringIn(Duration.ofMinutes(minutes))));

    assertThat(new JsonObject(report.json()).getString("state")).isEqualTo(state);
    assertThat(report.text()).contains(sentence).contains("To do: ");
  }

  @Test
  void claimsWithoutSecretsAreTold() {
    var text = explained(cookies(Sessions.expiringIn(Duration.ofMinutes(50)))).text();

    assertThat(text)
        .contains("sub u, session_id s")
        .contains("algorithm ES256")
        .contains("in 50m 0s")
        .contains("It becomes due in ")
        .contains("It has a refresh token.");
  }

  @Test
  void chunksAreCounted() {
    var text = explained(cookies(Sessions.padded("refresh00000", 8_000))).text();

    assertThat(text).contains("The session is in 4 cookies (").contains(NAME + ".3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".1=x; .2=y | Chunk sb-shop-auth-token.0 is missing: ",
        ".0=x; .2=y | Chunk sb-shop-auth-token.1 is missing: sb-shop-auth-token.2 does not count.",
        "=x; .0=y; .1=z | stands alone: sb-shop-auth-token.0, sb-shop-auth-token.1 do not count.",
        "=x; =y | A name stands there more than once",
      })
  void whatIsOddAboutTheCookiesIsTold(String cookies, String sentence) {
    var header =
        Arrays.stream(cookies.split("; ", -1))
            .map(pair -> NAME + pair)
            .collect(Collectors.joining("; "));

    var report = explained(header);

    assertThat(report.text()).contains(sentence).contains("hold no session");
    assertThat(new JsonObject(report.json()).getString("state")).isEqualTo("malformed");
  }

  @Test
  void withoutTheNamedCookieThereIsNoSession() {
    var result = Inspection.of("a=1", Optional.of("sb"), REFRESH, Optional.empty(), Sessions.NOW);

    assertThat(((Inspection.Result.Explained) result).report().text())
        .contains("There is no cookie sb.")
        .contains("the application is told: anonymous");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "words | expected cookies on standard input",
        "a=1 | expected a cookie sb-<project>-auth-token, found none",
        "sb-a-auth-token=x; sb-b-auth-token.0=y | found sb-a-auth-token, sb-b-auth-token: pick",
      })
  void whatNothingCanBeSaidAboutIsRefused(String text, String message) {
    var result = Inspection.of(text, Optional.empty(), REFRESH, Optional.empty(), Sessions.NOW);

    assertThat(result)
        .isInstanceOfSatisfying(
            Inspection.Result.Refused.class,
            refused -> assertThat(refused.message()).contains(message));
  }

  @Test
  void aTokenThatIsNoSignInIsToldWithoutAnyKey() {
    var report = explained(cookies(Sessions.padded("refresh00000", 0)));

    assertThat(report.text())
        .contains("counts as forged: the token names no user or no sign-in")
        .contains("is told: anonymous");
  }

  @Test
  void aForgedTokenIsTold() throws Exception {
    var keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\": []}");

    var result =
        Inspection.of(
            cookies(Sessions.expiringIn(Duration.ofMinutes(50))),
            Optional.empty(),
            REFRESH,
            Optional.of(keys.toString()),
            Sessions.NOW);

    var report = ((Inspection.Result.Explained) result).report();
    assertThat(report.text()).contains("counts as forged: no published key has the token's key id");
    assertThat(new JsonObject(report.json()).getString("state")).isEqualTo("forged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing.json | the file of --jwks does not exist",
        "http://127.0.0.1:1/keys | the address of --jwks gave no answer",
        "http://[ | the address of --jwks gave no answer",
      })
  void keysThatCannotBeReadAreTold(String place, String reason) {
    var result =
        Inspection.of(
            cookies(Sessions.expiringIn(Duration.ofMinutes(50))),
            Optional.empty(),
            REFRESH,
            Optional.of(place),
            Sessions.NOW);

    assertThat(((Inspection.Result.Explained) result).report().text())
        .contains("The signature could not be checked: " + reason)
        .contains("The session is fresh");
  }

  /// Rule 7: no token in what is printed, wherever it stands.
  @ParameterizedTest
  @CsvSource({"marked-refresh-token", "eyJmarked-refresh-token"})
  void noTokenIsPrinted(String refreshToken) {
    var payload =
        "{\"sub\":\"%s\",\"session_id\":\"eyJhbGciOiJI.marked\",\"role\":\"a\\u001b[2J\",\"exp\":4102444800}"
            .formatted(refreshToken);
    var token = "eyJhbGciOiJFUzI1NiJ9." + encoded(payload) + ".marked-signature";
    var session = Sessions.of(token, refreshToken, 4_102_444_800L);

    var report = explained(cookies(session));

    assertThat(report.text() + report.json())
        .doesNotContain("marked", "eyJ", "base64-", "\u001b")
        .contains("(not shown)");
  }

  private static Report explained(String cookies) {
    var result = Inspection.of(cookies, Optional.empty(), REFRESH, Optional.empty(), Sessions.NOW);
    return ((Inspection.Result.Explained) result).report();
  }

  private static String cookies(Session session) {
    return SessionCodec.encode(session.json(), new CookieName(NAME), Encoding.BASE64_URL)
        .orElseThrow()
        .entrySet()
        .stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
