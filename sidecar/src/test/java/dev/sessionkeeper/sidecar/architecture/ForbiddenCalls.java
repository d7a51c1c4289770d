package dev.sessionkeeper.sidecar.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/// What a class must not do; conditions for `noClasses().should(...)`.
final class ForbiddenCalls {
  private static final Set<String> CALLS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          // Named to be refused: nothing here may sleep where it could wait for a condition.
          "java.lang.Thread.sleep",
          "java.util.Random.<init>",
          "java.lang.Math.random");
  // The compiler catches Throwable itself for finally and try-with-resources, so that name says
  // nothing.
  private static final Set<String> EVERYTHING =
      Set.of("java.lang.Exception", "java.lang.RuntimeException", "java.lang.Error");

  static final ArchCondition<JavaClass> CLOCK_SLEEP_RANDOM_ENVIRONMENT =
      new ArchCondition<>("read the clock, sleep, draw lots or read the environment") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          type.getAccessesFromSelf().stream()
              .filter(access -> CALLS.contains(nameOf(access)))
              .filter(access -> access.getTarget().getFullName().matches(".*\\((|long.*)\\)"))
              .forEach(
                  access ->
                      events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
        }
      };

  static final ArchCondition<JavaClass> CATCH_EVERYTHING =
      new ArchCondition<>("catch every exception") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          type.getCodeUnits().stream()
              .flatMap(unit -> unit.getTryCatchBlocks().stream())
              .flatMap(block -> block.getCaughtThrowables().stream())
              .filter(caught -> EVERYTHING.contains(caught.getFullName()))
              .forEach(
                  caught ->
                      events.add(
                          SimpleConditionEvent.satisfied(
                              type, type.getFullName() + " catches " + caught.getFullName())));
        }
      };

  private ForbiddenCalls() {}

  private static String nameOf(JavaAccess<?> access) {
    return access.getTargetOwner().getFullName() + "." + access.getName();
  }
}
