package dev.sessionkeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final int LONG = 200;

  @Test
  void aSeedDecidesTheSchedule() {
    assertThat(strikes(7, Stage.Store.REDIS, LONG)).isEqualTo(strikes(7, Stage.Store.REDIS, LONG));
    assertThat(strikes(7, Stage.Store.REDIS, LONG))
        .isNotEqualTo(strikes(8, Stage.Store.REDIS, LONG));
  }

  @Test
  void everyFaultComesOnceBeforePairsCome() {
    var first = strikes(7, Stage.Store.REDIS, Fault.values().length);

    assertThat(first).allSatisfy(strike -> assertThat(strike.faults()).hasSize(1));
    assertThat(first.stream().flatMap(strike -> strike.faults().stream()))
        .containsExactlyInAnyOrder(Fault.values());
  }

  @Test
  void pairsHitTwoTargetsInTheOrderInWhichTheyAreMendedBackwards() {
    assertThat(strikes(7, Stage.Store.REDIS, LONG))
        .allSatisfy(
            strike ->
                assertThat(strike.faults().stream().map(Fault::target).toList())
                    .isSorted()
                    .doesNotHaveDuplicates());
  }

  @Test
  void withoutAStoreNoStoreFails() {
    assertThat(strikes(7, Stage.Store.NONE, LONG).stream().flatMap(one -> one.faults().stream()))
        .noneMatch(fault -> fault.target() == Fault.Target.STORE);
  }

  private static List<Schedule.Strike> strikes(long seed, Stage.Store store, int number) {
    var schedule = new Schedule(seed, store);
    return Stream.generate(schedule::next).limit(number).toList();
  }
}
