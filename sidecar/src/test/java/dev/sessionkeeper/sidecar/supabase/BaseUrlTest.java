package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://a.supabase.co/auth/v1, HTTPS, a.supabase.co, 443, /auth/v1",
    "HTTP://kong:8000/auth/v1/, HTTP, kong, 8000, /auth/v1",
    "http://supabase_kong, HTTP, supabase_kong, 80, ''",
    "http://[::1]:9999/, HTTP, ::1, 9999, ''",
    "https://[fe80::1]/a%20b, HTTPS, fe80::1, 443, /a%20b"
  })
  void aUrlIsReadInItsParts(URI url, BaseUrl.Scheme scheme, String host, int port, String path) {
    assertThat(BaseUrl.of(url)).isEqualTo(new BaseUrl(scheme, host, port, path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://kong", "//kong", "/auth/v1", "http://user@kong", "mailto:a@b"})
  void otherUrlsAreRefused(URI url) {
    assertThatThrownBy(() -> BaseUrl.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two words", "schlüssel", "a\nb"})
  void aFileWithoutAKeyHoldsNone(String text) {
    assertThat(ApiKey.of(text)).isEmpty();
  }

  @Test
  void aKeyIsReadWithoutTheLineBreakAtItsEnd() {
    assertThat(ApiKey.of("sb_publishable_x\n")).contains(new ApiKey("sb_publishable_x"));
  }
}
