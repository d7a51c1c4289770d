package dev.sessionkeeper.sidecar.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGlobTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "shop, shop, true",
        "shop, Shop, false",
        "shop, shopping, false",
        "shop_*, shop_, true",
        "shop_*, shop_cart, true",
        "shop_*, my_shop_cart, false",
        "*, ``, true",
        "*_id, user_id, true",
        "a*a, a, false",
        "a*a, aa, true",
        "a*b*c, a.bb.c, true",
        "a*b*c, a.c, false",
        "a*b*b, ab, false",
        "**, x, true"
      })
  void aPatternCoversExactlyWhatItSays(String pattern, String name, boolean covered) {
    assertThat(NameGlob.of(pattern).matches(name)).isEqualTo(covered);
  }
}
