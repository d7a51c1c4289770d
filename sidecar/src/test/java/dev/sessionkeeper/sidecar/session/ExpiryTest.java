package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every row was compared with what JavaScript calculates.
class ExpiryTest {
  private static final String TOKEN = Sessions.jwt("s", 100, 3700);

  @ParameterizedTest
  @CsvSource({
    "9000, 3700",
    "3600, 3600",
    "\"3600\", 3600",
    "\" 3600 \", 3600",
    "null, 3700",
    "0, 3700",
    "\"x\", 3700",
    "\"\", 3700",
    "true, 1",
    "false, 3700",
    "-5, 0",
    "1e300, 3700",
    "1e999, 3700",
    "-1e999, 0",
    "[], 0",
    "[[90]], 90",
    "[\"90\"], 90",
    "[null], 0",
    "[true], 3700",
    "[[]], 0",
    "'[1,2]', 3700",
    "{}, 3700",
    "[{}], 3700",
    "\" \", 0",
    "\"0\", 0",
    "\"0x10\", 16",
    "\"0XfF\", 255",
    "\"0x000000000000000000000000000010\", 16",
    "\"0x\", 3700",
    "\"-0x10\", 3700",
    "\"0o17\", 15",
    "\"0o18\", 3700",
    "\"0b11\", 3",
    "\"0b12\", 3700",
    "\"1e3\", 1000",
    "\"+1.5E+3\", 1500",
    "\".5e1\", 5",
    "\"5.\", 5",
    "\".\", 3700",
    "\"1e\", 3700",
    "\"1_0\", 3700",
    "\"0017\", 17",
    "\"Infinity\", 3700",
    "\"-Infinity\", 0",
    "\"infinity\", 3700",
    "\"NaN\", 3700",
    "\"1d\", 3700",
    "\"0x1p3\", 3700",
    "\"\\ufeff\\u00a0\\u2003 12 \\n\\u2029\", 12",
    "\"\\u200b12\", 3700",
    "\"\\u001c12\", 3700"
  })
  void theEarlierOfTokenAndCookieCounts(String expiresAt, long expected) {
    var json =
        "{\"access_token\":\""
            + TOKEN
            + "\",\"refresh_token\":\"r\",\"expires_at\":"
            + expiresAt
            + "}";

    assertThat(SessionText.ofStored(json).flatMap(Session::expiresAt))
        .contains(Instant.ofEpochSecond(expected));
  }
}
