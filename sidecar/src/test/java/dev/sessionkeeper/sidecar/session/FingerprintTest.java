package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @DisplayName("R19: the same text split otherwise into issuer and tokens has another key")
  void eachSplitHasItsOwnKey(long seed) {
    var text = new Random(seed).ints(9, 'a', 'c').mapToObj(Character::toString).toList();
    var whole = String.join("", text);
    var keys = new HashSet<Fingerprint>();
    var splits = 0;
    for (var i = 0; i <= whole.length(); i++) {
      for (var j = i; j <= whole.length(); j++) {
        keys.add(key(whole.substring(0, i), whole.substring(i, j), whole.substring(j)));
        splits++;
      }
    }

    assertThat(keys).hasSize(splits).doesNotContain(Fingerprint.of(whole));
  }

  @Test
  @DisplayName("R19: the same refresh token with another access token is never shared")
  void eachPartCounts() {
    var one = key("i", "a", "r");

    assertThat(key("i", "a", "r")).isEqualTo(one);
    assertThat(key("i", "b", "r")).isNotEqualTo(one);
    assertThat(key("i", "a", "s")).isNotEqualTo(one);
    assertThat(key("j", "a", "r")).isNotEqualTo(one);
  }

  @Test
  @DisplayName("R19: lone surrogates and what they would become in UTF-8 are told apart")
  void everyUnitCounts() {
    assertThat(Fingerprint.of("\ud800")).isNotEqualTo(Fingerprint.of("?"));
    assertThat(Fingerprint.of("\ud800")).isNotEqualTo(Fingerprint.of("\ud801"));
  }

  @Test
  void aTextAndATokenOfThatTextHaveOneKey() {
    assertThat(Fingerprint.of(new AccessToken("a"))).isEqualTo(Fingerprint.of("a"));
    assertThat(Fingerprint.of("a"))
        .isEqualTo(
            new Fingerprint(
                7_377_580_577_951_460_295L,
                -1_473_267_101_377_155_733L,
                3_981_430_253_116_777_547L,
                -5_821_891_425_594_638_822L));
  }

  @Test
  void aKeyIsWrittenAsTheHashInBase64() {
    assertThat(Fingerprint.of("").text()).isEqualTo("3z9hmASpL9tAVxktxD3XSOp3itxSvEmM6AUkwBS4ERk");
    assertThat(Fingerprint.of("a").text()).isNotEqualTo(Fingerprint.of("b").text()).hasSize(43);
  }

  @Test
  void aSignInHasAKeyOfItsOwn() {
    assertThat(Fingerprint.ofSignIn("https://a", "s"))
        .isEqualTo(Fingerprint.ofSignIn("https://a", "s"))
        .isNotEqualTo(Fingerprint.ofSignIn("https://b", "s"))
        .isNotEqualTo(Fingerprint.ofSignIn("https://a", "t"));
  }

  @Test
  @DisplayName("rule 7: the text of a key tells nothing")
  void theKeyIsRedacted() {
    assertThat(Fingerprint.of("a")).hasToString("Fingerprint[redacted]");
  }

  private static Fingerprint key(String issuer, String access, String refresh) {
    return Fingerprint.of(
        issuer,
        new Session(
            new AccessToken(access), new RefreshToken(refresh), Claims.NONE, Optional.empty(), ""));
  }
}
