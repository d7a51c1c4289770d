package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {
  private static final String PAYLOAD =
      """
      {"role": "admin", "aal": "aal2", "flag": true, "off": false, "n": 7, "half": 0.5,
       "huge": 1e300, "none": null, "list": ["a", 1, true, null, ["b"], {"c": "d"}],
       "app_metadata": {"plan": "pro", "deep": {"er": "x"}}, "a.b": "dotted"}
      """;

  @ParameterizedTest
  @CsvSource({
    "role, admin",
    "flag, true",
    "off, false",
    "n, 7",
    "list, a|1|true",
    "app_metadata.plan, pro",
    "app_metadata.deep.er, x",
    "half, ''",
    "huge, ''",
    "none, ''",
    "app_metadata, ''",
    "missing, ''",
    "role.x, ''",
    "app_metadata.plan.x, ''",
    "a.b, ''",
    "'', ''",
    "., ''"
  })
  void theValuesOfAClaimAreTexts(String path, String values) {
    var expected = values.isEmpty() ? List.<String>of() : List.of(values.split("\\|", -1));

    assertThat(TokenClaims.of(token(PAYLOAD)).values(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a.b.c", "..", "a.b.c.d", "a.W10.c"})
  void whatIsNoTokenHasNoClaims(String token) {
    assertThat(TokenClaims.of(new AccessToken(token)).values("role")).isEmpty();
  }

  @Test
  void aTokenOfFourPartsIsNone() {
    var four = new AccessToken(token(PAYLOAD).value() + ".x");

    assertThat(TokenClaims.of(four).values("role")).isEmpty();
  }

  @Test
  void itsTextTellsNothing() {
    assertThat(TokenClaims.of(token(PAYLOAD)).toString()).doesNotContain("admin", "pro");
  }

  private static AccessToken token(String payload) {
    return new AccessToken("e30." + Base64Url.encode(payload) + ".c2ln");
  }
}
