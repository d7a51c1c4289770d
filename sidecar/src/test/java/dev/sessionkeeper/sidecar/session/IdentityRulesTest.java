package dev.sessionkeeper.sidecar.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.IdentityConfig.Claim;
import dev.sessionkeeper.sidecar.session.Identity.Field;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityRulesTest {
  private static final IdentityRules ALL = new IdentityRules(List.of(Claim.values()), true);

  @Test
  @DisplayName("P10 each claim of the list that the token has, and no other")
  void claimsBecomeFields() {
    var session =
        session(
            """
            {"sub": "u-1", "email": "ada@example.com", "role": "authenticated", "phone": "1",
             "session_id": "s-1", "aal": "aal2", "is_anonymous": false}
            """);

    assertThat(ALL.of(session).fields())
        .containsExactly(
            new Field("X-Sessionkeeper-User", "u-1"),
            new Field("X-Sessionkeeper-Email", "ada@example.com"),
            new Field("X-Sessionkeeper-Role", "authenticated"),
            new Field("X-Sessionkeeper-Session", "s-1"),
            new Field("X-Sessionkeeper-Assurance", "aal2"),
            new Field("X-Sessionkeeper-Anonymous", "false"));
  }

  @Test
  void whatIsNotListedOrOfAnotherTypeIsNotTold() {
    var rules = new IdentityRules(List.of(Claim.EMAIL, Claim.ANONYMOUS), false);

    var identity = rules.of(session("{\"sub\": \"u\", \"email\": 7, \"is_anonymous\": \"true\"}"));

    assertThat(identity).isEqualTo(Identity.NONE);
  }

  @ParameterizedTest(name = "P10 control characters make no header: {0}")
  @ValueSource(
      strings = {"a\\r\\nX-Admin: 1", "a\\u0000", "a\\tb", "a\\u007f", "a\\u0085", "\\ud800", ""})
  void aClaimThatIsNoHeaderValueIsLeftOut(String email) {
    assertThat(ALL.of(session("{\"email\": \"" + email + "\"}")).fields()).isEmpty();
  }

  @Test
  void aClaimThatIsTooLongIsLeftOut() {
    assertThat(fieldOf("e".repeat(1_024))).isPresent();
    assertThat(fieldOf("e".repeat(1_025))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "ada@example.com, ada@example.com",
        "a%40b, a%2540b",
        "zoé@example.com, zo%C3%A9@example.com",
        "😀, %F0%9F%98%80",
        "` a b `, %20a%20b%20",
        "`a,b;c=\"d\"+~`, `a,b;c=\"d\"+~`"
      })
  void whatIsNoAsciiIsPercentEncoded(String claim, String value) {
    assertThat(HeaderText.of(claim)).contains(value);
    assertThat(URLDecoder.decode(value.replace("+", "%2B"), UTF_8)).isEqualTo(claim);
  }

  @Test
  void theAccessTokenIsForwardedAsItIs() {
    var session = session("{}");

    assertThat(ALL.of(session).accessToken()).contains(session.accessToken());
    assertThat(new IdentityRules(List.of(Claim.USER), false).of(session).accessToken()).isEmpty();
  }

  @Test
  void aTokenThatIsNoHeaderValueIsNotForwarded() {
    assertThat(ALL.of(session("{}", " \n")).accessToken()).isEmpty();
  }

  @Test
  @DisplayName("rule 7: the text of a field tells no value")
  void valuesAreRedacted() {
    assertThat(ALL.of(session("{\"email\": \"ada@example.com\"}")).toString())
        .contains("X-Sessionkeeper-Email")
        .doesNotContain("ada");
  }

  private static Optional<String> fieldOf(String email) {
    return ALL.of(session("{\"email\": \"" + email + "\"}")).fields().stream()
        .map(Field::value)
        .findFirst();
  }

  private static Session session(String payload) {
    return session(payload, "");
  }

  private static Session session(String payload, String behind) {
    var token = part("{}") + "." + part(payload) + ".c2ln" + behind;
    return new Session(
        new AccessToken(token), new RefreshToken("r"), Claims.NONE, Optional.empty(), "{}");
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
