package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The old generation is collected when it has grown by 3 MiB, or by a quarter")
final class HeapCareTest {
  private static final long KIBIBYTE = 1024;

  @ParameterizedTest(name = "{0} KiB taken, {1} KiB survived: {2}")
  @CsvSource({
    // Before the first collection.
    "2500, 0, false",
    "3073, 0, true",
    // Small: a quarter would be less than 3 MiB.
    "9000, 6000, false",
    "9100, 6000, true",
    "9000, 9000, false",
    // 2,000 WebSockets: their objects live, and the collector may still fill the heap.
    "32000, 26000, false",
    "32600, 26000, true",
    // What is alive became less without a collection of ours.
    "5000, 9000, false",
  })
  void growth(long used, long survived, boolean isDue) {
    assertThat(HeapCare.isDue(used * KIBIBYTE, survived * KIBIBYTE)).isEqualTo(isDue);
  }
}
