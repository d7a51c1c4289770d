package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTextTest {
  private static final Instant RECEIVED = Instant.ofEpochMilli(1_700_000_000_600L);
  private static final String TOKEN =
      jwt(
          "{\"alg\":\"ES256\",\"kid\":\"k1\"}",
          "{\"sub\":\"u\",\"session_id\":\"s\",\"iat\":100,\"exp\":3700}");

  @Test
  void whatTheAccessTokenSaysIsRead() {
    var session =
        stored("{\"access_token\":\"" + TOKEN + "\",\"refresh_token\":\"r\",\"expires_at\":9000}");

    assertThat(session.orElseThrow().claims())
        .isEqualTo(
            new Claims(
                Optional.of("u"),
                Optional.of("s"),
                Optional.of(Instant.ofEpochSecond(100)),
                Optional.of(Instant.ofEpochSecond(3700)),
                Optional.of("ES256"),
                Optional.of("k1")));
    assertThat(session.orElseThrow().accessToken().value()).isEqualTo(TOKEN);
    assertThat(session.orElseThrow().refreshToken().value()).isEqualTo("r");
  }

  @Test
  void aMemberNamedProtoIsNotCopiedFromAnAnswerButStaysWithinItsMembers() {
    var body =
        "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":1,\"expires_at\":9,"
            + "\"__proto__\":{},\"user\":{\"__proto__\":1}}";

    var session = SessionText.ofTokenResponse(body, RECEIVED).orElseThrow();

    assertThat(session.json())
        .isEqualTo(
            "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":1,\"expires_at\":9,"
                + "\"user\":{\"__proto__\":1}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.b", "a.b.c.d", "..", "e30.e30", "bnVsbA.e30.x", "e30.bnVsbA.x", "!.e30.x"})
  void aTokenThatIsNoJwtClaimsNothingAndNeverExpires(String token) {
    var session =
        stored("{\"access_token\":\"" + token + "\",\"refresh_token\":\"r\",\"expires_at\":null}");

    assertThat(session.map(Session::claims)).contains(Claims.NONE);
    assertThat(session.flatMap(Session::expiresAt)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "\"x\"",
        "[\"at\",\"rt\"]",
        "{}",
        "{\"refresh_token\":\"r\",\"expires_at\":1}",
        "{\"access_token\":\"a\",\"expires_at\":1}",
        "{\"access_token\":\"a\",\"refresh_token\":\"r\"}"
      })
  void textWithoutASessionHoldsNone(String text) {
    assertThat(stored(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "7", "null", "{}"})
  void anAccessTokenThatIsNoTextIsEmptyAndItsSessionOfNoUse(String token) {
    var session =
        stored("{\"access_token\":" + token + ",\"refresh_token\":\"r\",\"expires_at\":9}")
            .orElseThrow();

    var found = new StoredSession.Found(session, StoredSession.Agreement.ALL_READERS);
    var window = new RefreshWindow(Duration.ofMinutes(2), Duration.ofMinutes(10));
    assertThat(session.accessToken().value()).isEmpty();
    assertThat(SessionCheck.of(found, window, Moment.of(RECEIVED)))
        .isEqualTo(new SessionCheck.Malformed("a session without an access token"));
    assertThat(SessionText.withoutUser(session).accessToken().value()).isEmpty();
  }

  @Test
  @DisplayName("C6: a refresh token that is no text counts as empty")
  void aRefreshTokenThatIsNoTextIsEmpty() {
    var session = stored("{\"access_token\":\"a\",\"refresh_token\":7,\"expires_at\":1}");

    assertThat(session.map(s -> s.refreshToken().value())).contains("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} |",
        "[] |",
        "x |",
        "{\"access_token\":\"a\",\"refresh_token\":\"r\"} |",
        "{\"access_token\":\"a\",\"refresh_token\":\"\",\"expires_in\":1} |",
        "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":0} |",
        "{\"access_token\":\"a\",\"refresh_token\":null,\"expires_in\":1} |",
        "{\"access_token\":false,\"refresh_token\":\"r\",\"expires_in\":1} |",
        "{\"access_token\":{},\"refresh_token\":\"r\",\"expires_in\":1} |",
        "{\"access_token\":\"a\",\"expires_in\":60,\"refresh_token\":\"r\"}"
            + " | {\"access_token\":\"a\",\"expires_in\":60,\"refresh_token\":\"r\",\"expires_at\":1700000061}",
        "{\"access_token\":\"a\",\"expires_at\":5,\"expires_in\":60,\"refresh_token\":\"r\"}"
            + " | {\"access_token\":\"a\",\"expires_at\":5,\"expires_in\":60,\"refresh_token\":\"r\"}",
        "{\"access_token\":\"a\",\"expires_at\":null,\"expires_in\":60,\"refresh_token\":\"r\"}"
            + " | {\"access_token\":\"a\",\"expires_at\":1700000061,\"expires_in\":60,\"refresh_token\":\"r\"}",
        "{\"access_token\":\"a\",\"expires_in\":true,\"refresh_token\":[]}"
            + " | {\"access_token\":\"a\",\"expires_in\":true,\"refresh_token\":[],\"expires_at\":1700000002}",
        "{\"access_token\":\"a\",\"expires_in\":\"60\",\"refresh_token\":\"r\"}"
            + " | {\"access_token\":\"a\",\"expires_in\":\"60\",\"refresh_token\":\"r\",\"expires_at\":\"170000000160\"}"
      })
  void aTokenResponseIsASessionOrNone(String body, String expected) {
    var session = SessionText.ofTokenResponse(body, RECEIVED);

    assertThat(session.map(Session::json)).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void theUserCanBeLeftOut() {
    var session =
        stored("{\"access_token\":\"a\",\"user\":{},\"refresh_token\":\"r\",\"expires_at\":1}")
            .orElseThrow();

    var without = SessionText.withoutUser(session);

    assertThat(SessionText.hasUser(session)).isTrue();
    assertThat(SessionText.hasUser(without)).isFalse();
    assertThat(without.json())
        .isEqualTo("{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_at\":1}");
  }

  @Test
  @DisplayName("rule 1: the upstream copy differs in expires_at alone")
  void expiresAtCanBeChanged() {
    var session =
        stored("{\"access_token\":\"a\",\"expires_at\":1,\"refresh_token\":\"r\"}").orElseThrow();

    var copy = SessionText.withExpiresAt(session, Instant.ofEpochSecond(1_700_000_120));

    assertThat(copy.json())
        .isEqualTo("{\"access_token\":\"a\",\"expires_at\":1700000120,\"refresh_token\":\"r\"}");
  }

  private static Optional<Session> stored(String text) {
    return SessionText.ofStored(text);
  }

  private static String jwt(String header, String payload) {
    return Base64Url.encode(header) + "." + Base64Url.encode(payload) + ".c2ln";
  }
}
