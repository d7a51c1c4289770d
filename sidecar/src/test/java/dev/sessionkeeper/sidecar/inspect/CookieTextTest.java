package dev.sessionkeeper.sidecar.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1; b=2",
        "  a=1; b=2\n",
        "Cookie: a=1; b=2",
        "cookie:a=1; b=2",
        "GET / HTTP/1.1\r\nHost: x\r\nCookie: a=1; b=2\r\nAccept: */*\r\n\r\n",
        "> GET / HTTP/1.1\n> Cookie: a=1; b=2\n",
        "curl 'https://x.y/' \\\n  -H 'accept: */*' \\\n  -H 'cookie: a=1; b=2' \\\n  --compressed",
        "Cookie: a=1\nCookie: b=2",
        "[{\"name\": \"a\", \"value\": \"1\"}, {\"name\": \"b\", \"value\": \"2\", \"path\": \"/\"}]",
        "{\"cookies\": [{\"name\": \"a\", \"value\": \"1\"}, 7, {\"name\": \"b\", \"value\": \"2\"},"
            + " {\"name\": \"c\"}]}",
        """
        # Netscape HTTP Cookie File

        x.y\tFALSE\t/\tTRUE\t0\ta\t1
        #HttpOnly_x.y\tFALSE\t/\tTRUE\t0\tb\t2
        """,
      })
  void everyFormIsTheSameHeader(String text) {
    assertThat(CookieText.header(text)).contains("a=1; b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  \n", "[", "[]", "{}", "{\"cookies\": 7}", "[1]", "words", "a\nb=1\nc"})
  void whatHoldsNoCookiesIsNone(String text) {
    assertThat(CookieText.header(text)).isEmpty();
  }

  @Test
  void aLongTextIsReadInTimeLinearInIt() {
    assertThat(CookieText.header("Cookie: a=" + " '".repeat(200_000))).isPresent();
  }
}
