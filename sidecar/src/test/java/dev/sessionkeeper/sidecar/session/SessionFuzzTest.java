package dev.sessionkeeper.sidecar.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.session.StoredSession.Found;
import dev.sessionkeeper.supabase.SupabaseUrl;
import java.util.Optional;

/// Session cookies, JSON and URLs of any form. The seeds are played in every build; see
/// CONTRIBUTING for more.
class SessionFuzzTest {
  private static final CookieName NAME = new CookieName("K");

  @FuzzTest
  void whatACookieHeaderHoldsIsWrittenSoThatItIsReadAgain(byte[] data) {
    var header = CookieHeader.parse(new String(data, UTF_8));

    if (StoredSession.in(header, NAME) instanceof Found found) {
      var session = found.session();
      var cookies = SessionCodec.encode(session.json(), NAME, Encoding.BASE64_URL).orElseThrow();

      assertThat(SessionCodec.decode(cookies, NAME).map(Session::json)).contains(session.json());
    }
  }

  @FuzzTest
  void whatBase64UrlDecodesToIsEncodedToTheSame(byte[] data) {
    var decoded = Base64Url.decode(new String(data, UTF_8));

    var text = decoded.map(any -> new String(any.getBytes(UTF_8), UTF_8)).filter(this::isCodable);
    assertThat(text.map(Base64Url::encode).flatMap(Base64Url::decode)).isEqualTo(text);
  }

  @FuzzTest
  void jsonIsNormalisedOnceAndForAll(byte[] data) {
    var value = JsonReader.read(new String(data, UTF_8));

    var written = value.map(JsonWriter::write);

    assertThat(written.flatMap(JsonReader::read).map(JsonWriter::write)).isEqualTo(written);
    assertThat(written.map(Base64Url::encodeJson).flatMap(Base64Url::decode))
        .isEqualTo(written.map(SessionFuzzTest::escaped));
    value.ifPresent(Coercion::number);
  }

  @FuzzTest
  void aUrlIsTakenOrRefusedAsTheCallersMistake(byte[] data) {
    var text = new String(data, UTF_8);

    url(text).ifPresent(url -> assertThat(url(url.auth().toString())).isPresent());
  }

  private static Optional<SupabaseUrl> url(String text) {
    try {
      return Optional.of(SupabaseUrl.of(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("null");
      return Optional.empty();
    }
  }

  private boolean isCodable(String text) {
    return text.codePoints().allMatch(c -> c <= 0x1FFFF);
  }

  private static String escaped(String json) {
    var text = new StringBuilder();
    json.codePoints()
        .forEach(
            c ->
                text.append(
                    c > 0x1FFFF
                        ? "\\u%04x\\u%04x"
                            .formatted(
                                (int) Character.highSurrogate(c), (int) Character.lowSurrogate(c))
                        : Character.toString(c)));
    return text.toString();
  }
}
