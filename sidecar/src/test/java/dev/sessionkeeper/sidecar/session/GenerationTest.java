package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationTest {
  private static final UUID OTHER = new UUID(1, 2);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  @DisplayName("R10: counter 5 is newer than counter 3, whatever the access tokens say")
  void theCounterDecides() {
    var third = session(300, 9000, Sessions.counted(Sessions.ID, 3));
    var fifth = session(200, 8000, Sessions.counted(Sessions.ID, 5));

    assertThat(Generation.isNewer(fifth, third)).isTrue();
    assertThat(Generation.isNewer(third, fifth)).isFalse();
    assertThat(List.of(fifth, third)).isSortedAccordingTo(Generation.OLDEST_FIRST.reversed());
  }

  @Test
  void withoutComparableCountersTheTimeOfIssueDecides() {
    var counted = session(200, 9000, Sessions.counted(Sessions.ID, 9));

    assertThat(Generation.isNewer(session(300, 8000, Sessions.counted(OTHER, 1)), counted))
        .isTrue();
    assertThat(Generation.isNewer(session(300, 8000, "v1token00000"), counted)).isTrue();
    assertThat(Generation.isNewer(counted, session(100, 9900, "v1token00000"))).isTrue();
    assertThat(Generation.isNewer(session(300, 1, Sessions.counted(Sessions.ID, 9)), counted))
        .isTrue();
  }

  @Test
  void ofOneTimeOfIssueTheLaterEndDecidesAndElseTheyAreOneGeneration() {
    var one = session(100, 5000, "a");

    assertThat(Generation.isNewer(session(100, 5001, "b"), one)).isTrue();
    assertThat(Generation.isNewer(session(100, 5000, "b"), one)).isFalse();
    assertThat(Generation.isNewer(one, session(100, 5000, "b"))).isFalse();
    assertThat(Generation.isNewer(one, Sessions.of("no-jwt", "b", 0))).isTrue();
    assertThat(Generation.isNewer(Sessions.of("no-jwt", "b", 0), one)).isFalse();
  }

  @Test
  @DisplayName("R18: another user or another sign-in is not the same one")
  void aSignInIsTheUserAndTheSession() {
    var one = session(100, 5000, "a");

    assertThat(Generation.isSameSignIn(one, session(200, 6000, "b"))).isTrue();
    assertThat(Generation.isSameSignIn(one, Sessions.of(Sessions.jwt("t", 100, 5000), "a", 5000)))
        .isFalse();
    assertThat(Generation.isSameSignIn(one, Sessions.of(otherUser(), "a", 5000))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCountedTokenTellsSessionAndCounter(long seed) {
    var random = new Random(seed);
    var id = new UUID(random.nextLong(), random.nextLong());
    var counter = random.nextLong() >>> (1 + random.nextInt(63));

    assertThat(CountedToken.of(new RefreshToken(Sessions.counted(id, counter))))
        .contains(new CountedToken(id, counter));
  }

  @Test
  void theLargestCounterIsRead() {
    assertThat(CountedToken.of(new RefreshToken(Sessions.counted(OTHER, Long.MAX_VALUE))))
        .contains(new CountedToken(OTHER, Long.MAX_VALUE));
    assertThat(CountedToken.of(new RefreshToken(Sessions.counted(OTHER, -1)))).isEmpty();
  }

  @Test
  void theFormIsTheServersOwn() {
    assertThat(Sessions.counted(Sessions.ID, 127)).hasSize(51).startsWith("A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abcdefghijkl", "A", "A=", "not base64!", "é"})
  void otherTextIsNoCountedToken(String text) {
    assertThat(CountedToken.of(new RefreshToken(text))).isEmpty();
  }

  @Test
  void aTokenThatWasTamperedWithIsNoCountedToken() {
    var text = Sessions.counted(Sessions.ID, 3);
    var bytes = Base64.getUrlDecoder().decode(text);
    for (var i = 0; i < bytes.length; i++) {
      var changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(counted(Base64.getUrlEncoder().encodeToString(changed)))
          .as("byte %d", i)
          .isFalse();
    }
    assertThat(counted(text + "=")).isFalse();
    assertThat(counted(text)).isTrue();
  }

  @Test
  void onlyTheKnownVersionAndOneCounterOfRightLengthCount() {
    var body = Arrays.copyOf(Base64.getUrlDecoder().decode(Sessions.counted(Sessions.ID, 3)), 34);
    assertThat(counted(Sessions.sealed(body))).isTrue();

    var version = body.clone();
    version[0] = 1;
    var unfinished = body.clone();
    unfinished[17] = (byte) 0x83;

    assertThat(counted(Sessions.sealed(version))).isFalse();
    assertThat(counted(Sessions.sealed(unfinished))).isFalse();
    assertThat(counted(Sessions.sealed(Arrays.copyOf(body, 35)))).isFalse();
    assertThat(counted(Sessions.sealed(Arrays.copyOf(body, 33)))).isFalse();
    assertThat(counted(Sessions.sealed(new byte[200]))).isFalse();
  }

  private static boolean counted(String text) {
    return CountedToken.of(new RefreshToken(text)).isPresent();
  }

  private static Session session(long issuedAt, long expiresAt, String refreshToken) {
    return Sessions.of(Sessions.jwt("s", issuedAt, expiresAt), refreshToken, expiresAt);
  }

  private static String otherUser() {
    return Base64Url.encode("{}")
        + "."
        + Base64Url.encode("{\"sub\":\"v\",\"session_id\":\"s\"}")
        + ".s";
  }
}
