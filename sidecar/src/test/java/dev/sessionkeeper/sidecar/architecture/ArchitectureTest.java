package dev.sessionkeeper.sidecar.architecture;

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
  private static final String ROOT = "dev.sessionkeeper.sidecar";
  private static final JavaClasses SIDECAR =
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
          .doNotHaveFullyQualifiedName(ROOT + ".proxy.ProxyHandler")
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
                "io.vertx..", "io.netty..", "org.slf4j..", "com.fasterxml.jackson.databind..")
            .because("pure packages decide; they neither talk nor log"),
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".telemetry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ch.qos.logback..", "io.micrometer..", "io.prometheus..")
            .because("telemetry alone knows how logs and metrics leave the process"),
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".redis")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..")
            .because("where no shared store is configured its client is not loaded"),
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..")
            .because("the sidecar has no Kubernetes client"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theSidecarKeepsItsRules(ArchRule rule) {
    rule.allowEmptyShould(true).check(SIDECAR);
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
  void theClassPathHoldsNoKubernetesClient() {
    assertThatThrownBy(() -> Class.forName("io.fabric8.kubernetes.client.CustomResource"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void everyPackageStandsOnAFloor() {
    assertThat(SIDECAR.stream().map(type -> type.getPackageName()).distinct())
        .allSatisfy(name -> assertThat(Floors.of(name)).isPresent());
  }

  @Test
  void anImportUpwardsIsFound() {
    assertThat(Floors.allows(ROOT + ".session", ROOT + ".proxy")).isFalse();
    assertThat(Floors.allows(ROOT + ".proxy", ROOT + ".session")).isTrue();
    assertThat(Floors.allows(ROOT + ".proxy", ROOT + ".admin")).isFalse();
  }
}
