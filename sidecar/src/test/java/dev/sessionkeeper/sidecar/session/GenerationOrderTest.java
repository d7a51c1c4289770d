package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenerationOrderTest {
  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theNumbersOrderAsTheSessionsDo(long seed) {
    var random = new Random(seed);
    var one = session(random);
    var other = session(random);

    assertThat(order(one).isNewerThan(order(other))).isEqualTo(Generation.isNewer(one, other));
  }

  @Test
  void theNumbersAreThoseOfTheSession() {
    var session = Sessions.of(Sessions.jwt("s", 7, 90), Sessions.counted(Sessions.ID, 5), 80);

    assertThat(order(session)).isEqualTo(new GenerationOrder(5, 7, 80));
  }

  @Test
  void aTokenThatDoesNotCountHasNoCounter() {
    var session = Sessions.of(Sessions.jwt("s", 7, 90), "refresh00000", 80);

    assertThat(order(session)).isEqualTo(new GenerationOrder(GenerationOrder.UNCOUNTED, 7, 80));
  }

  @Test
  void aSessionThatDoesNotSayWhenItWasIssuedHasNoPlace() {
    assertThat(GenerationOrder.of(Sessions.of("a.b.c", "refresh00000", 80))).isEmpty();
  }

  private static Session session(Random random) {
    var issuedAt = random.nextInt(3);
    var expiresAt = 100 + random.nextInt(3);
    var token =
        random.nextBoolean() ? Sessions.counted(Sessions.ID, random.nextInt(3)) : "refresh00000";
    return Sessions.of(Sessions.jwt("s", issuedAt, expiresAt), token, expiresAt);
  }

  private static GenerationOrder order(Session session) {
    return GenerationOrder.of(session).orElseThrow();
  }
}
