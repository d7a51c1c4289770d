package dev.sessionkeeper.sidecar.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  private static final String FIRST = key(1);
  private static final String SECOND = key(2);
  private static final Session SESSION = Sessions.expiringIn(Duration.ofHours(1));
  private static final String PLACE = "p:{t}:entry:x";

  private final Vault vault = vault(FIRST);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void aSessionIsReadBack() {
    var sealed = vault.entry(SESSION, PLACE).orElseThrow();

    assertThat(vault.entry(sealed, PLACE)).contains(new Entry.Renewed(SESSION));
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .doesNotContain("refresh00000", "access_token");
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalIsReadBack(FatalCode code) {
    var sealed = vault.entry(code, PLACE).orElseThrow();

    assertThat(vault.entry(sealed, PLACE)).contains(new Entry.Refused(code));
  }

  @Test
  void aGenerationIsReadBack() {
    var newest = KnownGeneration.of(SESSION, SESSION).orElseThrow();
    var sealed = vault.generation(newest, PLACE).orElseThrow();

    assertThat(vault.generation(sealed, PLACE)).contains(newest);
  }

  @Test
  void theSameSessionNeverLooksTheSame() {
    assertThat(vault.entry(SESSION, PLACE).orElseThrow())
        .isNotEqualTo(vault.entry(SESSION, PLACE).orElseThrow());
  }

  @Test
  void whatWasMovedToAnotherPlaceIsNothing() {
    var sealed = vault.entry(SESSION, PLACE).orElseThrow();

    assertThat(vault.entry(sealed, PLACE + "y")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasChangedIsNothing(long seed) {
    var random = new Random(seed);
    var sealed = vault.entry(SESSION, PLACE).orElseThrow();
    sealed[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));

    assertThat(vault.entry(sealed, PLACE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 28, 29, 40})
  void whatWasCutIsNothing(int length) {
    var sealed = vault.entry(SESSION, PLACE).orElseThrow();

    assertThat(vault.entry(Arrays.copyOf(sealed, length), PLACE)).isEmpty();
  }

  @Test
  void aKeyIsReplacedInThreeSteps() {
    var old = vault(FIRST).entry(SESSION, PLACE).orElseThrow();
    var added = vault(FIRST + "\n" + SECOND);
    var swapped = vault(SECOND + "\n" + FIRST);
    var fresh = swapped.entry(SESSION, PLACE).orElseThrow();

    assertThat(swapped.entry(old, PLACE)).isPresent();
    assertThat(added.entry(fresh, PLACE)).isPresent();
    assertThat(vault(SECOND).entry(fresh, PLACE)).isPresent();
    assertThat(vault(FIRST).entry(fresh, PLACE)).isEmpty();
  }

  @Test
  void withoutKeysNothingIsWrittenOrRead() {
    var empty = new Vault(Optional::empty);
    var sealed = vault.entry(SESSION, PLACE).orElseThrow();

    assertThat(empty.isUsable()).isFalse();
    assertThat(empty.entry(SESSION, PLACE)).isEmpty();
    assertThat(empty.entry(sealed, PLACE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "no base64!", "c2hvcnQ="})
  void aFileWithoutUsableKeysIsNone(String text) {
    assertThat(StoreKeys.of(text)).isEmpty();
    assertThat(StoreKeys.of(FIRST + "\n" + (text.isBlank() ? "short" : text))).isEmpty();
  }

  @Test
  void keysTellNothing() {
    assertThat(StoreKeys.of(FIRST).orElseThrow()).hasToString("StoreKeys[redacted]");
    assertThat(StoreKeys.of(FIRST)).isEqualTo(StoreKeys.of(FIRST + "\n"));
    assertThat(StoreKeys.of(FIRST)).isNotEqualTo(StoreKeys.of(SECOND));
  }

  private static Vault vault(String keys) {
    return new Vault(() -> StoreKeys.of(keys));
  }

  private static String key(int seed) {
    var bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
