package dev.sessionkeeper.sidecar.cookie;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes.Priority;

/// Cookies of any form, both ways. The seeds are played in every build; see CONTRIBUTING for more.
class CookieFuzzTest {
  private static final CookieAttributes STRICTEST =
      new CookieAttributes("/", "", SameSite.STRICT, true, true, true, Priority.UNSET);

  @FuzzTest
  void aHeaderFromWhichNothingIsTakenStaysAsItIs(byte[] data) {
    var text = new String(data, UTF_8);

    var header = CookieHeader.parse(text);

    assertThat(header.without(_ -> false)).isEqualTo(text);
    assertThat(header.without(_ -> true)).isEmpty();
    assertThat(header.pairs()).allSatisfy(CookieFuzzTest::isReadAlike);
  }

  @FuzzTest
  void aLineIsHardenedOnceAndForAll(byte[] data) {
    var line = SetCookieLine.parse(new String(data, UTF_8));

    var hardened = SetCookieLine.parse(line.hardened(STRICTEST));

    assertThat(hardened.hardened(STRICTEST)).isEqualTo(hardened.text());
    assertThat(hardened.identity()).isEqualTo(line.identity());
    assertThat(hardened.deletes()).isEqualTo(line.deletes());
  }

  @FuzzTest
  void whatIsEncodedForTheWireIsDecodedAgain(byte[] data) {
    var text = new String(data, UTF_8);

    assertThat(UriComponent.encode(text).flatMap(UriComponent::decode)).contains(text);
    UriComponent.decode(text)
        .ifPresent(decoded -> assertThat(UriComponent.encode(decoded)).isPresent());
  }

  private static void isReadAlike(CookiePair pair) {
    assertThat(pair.decoded().isPresent()).isEqualTo(pair.value().isPresent());
    assertThat(pair.text()).contains(pair.name());
  }
}
