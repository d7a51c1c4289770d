package dev.sessionkeeper.operator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final String ROOT = "dev.sessionkeeper.operator";
  private static final JavaClasses OPERATOR =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages(ROOT + ".architecture.planted");

  private static final ArchRule NO_CYCLES =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();
  private static final ArchRule ONLY_MAIN_READS_CLOCK_AND_ENVIRONMENT =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".Main")
          .should(ForbiddenCalls.CLOCK_SLEEP_RANDOM_ENVIRONMENT)
          .because("clock, randomness and environment come through constructors");
  private static final ArchRule CATCH_ALL_AT_THE_EDGES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".Main")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".webhook.InjectionWebhook")
          .should(ForbiddenCalls.CATCH_EVERYTHING)
          .because("an unexpected failure rises to the one edge that answers");

  static Stream<ArchRule> rules() {
    return Stream.of(
        Floors.RULE,
        NO_CYCLES,
        ONLY_MAIN_READS_CLOCK_AND_ENVIRONMENT,
        CATCH_ALL_AT_THE_EDGES,
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ROOT + ".Main")
            .because("Main is imported by nobody"),
        noClasses()
            .that()
            .resideInAnyPackage(Floors.PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.vertx..",
                "io.fabric8.kubernetes.client..",
                "org.slf4j..",
                "io.javaoperatorsdk..")
            .because("pure packages decide; they neither talk nor log"),
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".telemetry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ch.qos.logback..", "io.micrometer..", "io.prometheus..")
            .because("telemetry alone knows how logs and metrics leave the process"),
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sessionkeeper.sidecar..")
            .because("operator and sidecar share the contract alone"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theOperatorKeepsItsRules(ArchRule rule) {
    rule.allowEmptyShould(true).check(OPERATOR);
  }

  @ParameterizedTest
  @MethodSource("bitingRules")
  void aPlantedBreachIsFound(ArchRule rule) {
    assertThatThrownBy(() -> rule.check(PLANTED)).isInstanceOf(AssertionError.class);
  }

  static Stream<ArchRule> bitingRules() {
    return Stream.of(NO_CYCLES, ONLY_MAIN_READS_CLOCK_AND_ENVIRONMENT, CATCH_ALL_AT_THE_EDGES);
  }

  @Test
  void theClassPathHoldsNoHttpClientOfAnotherVertx() {
    assertThatThrownBy(
            () -> Class.forName("io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void everyPackageStandsOnAFloor() {
    assertThat(OPERATOR.stream().map(type -> type.getPackageName()).distinct())
        .allSatisfy(name -> assertThat(Floors.of(name)).isPresent());
  }

  @Test
  void anImportUpwardsIsFound() {
    assertThat(Floors.allows(ROOT + ".injection", ROOT + ".webhook")).isFalse();
    assertThat(Floors.allows(ROOT + ".webhook", ROOT + ".injection")).isTrue();
    assertThat(Floors.allows(ROOT + ".webhook", ROOT + ".reconcile")).isFalse();
  }
}
