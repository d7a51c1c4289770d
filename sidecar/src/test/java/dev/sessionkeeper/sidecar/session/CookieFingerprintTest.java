package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieFingerprintTest {
  private static final CookieName K = new CookieName("K");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1; K=x",
        "a=1; b=K; K=x; c",
        "K-code-verifier=y; K=x",
        "K.01=z; K=x; =K; ;",
        "XK=1; K=x; K.=2",
        "a=K=y; K=x"
      })
  void otherCookiesDoNotCount(String header) {
    assertThat(of(header)).isEqualTo(of("b=2; K=x"));
  }

  @ParameterizedTest
  @CsvSource({
    "K=x, K=y",
    "K=x, K=x; K=x",
    "K.0=a; K.1=b, K.1=b; K.0=a",
    "K.0=ab; K.1=c, K.0=a; K.1=bc",
    "K=x, K",
    "a=K, K=a",
    "K=\u0101, K=\u0001",
    "K=x, ' K=x'"
  })
  void everyDifferenceOfTheSessionCookiesCounts(String one, String other) {
    assertThat(of(one)).isNotEqualTo(of(other));
  }

  @Test
  void aHeaderWithoutSessionHasOneKey() {
    assertThat(of("")).isEqualTo(of("a=1; b")).isNotEqualTo(of("K"));
  }

  private static Fingerprint of(String header) {
    return new CookieFingerprint().of(header, K);
  }
}
