package dev.sessionkeeper.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.sessionkeeper";
  private static final JavaClasses CRDS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void onlyTheResourceKnowsTheKubernetesClient() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".policy.resource..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .because("the sidecar runs without the Kubernetes client")
        .check(CRDS);
  }

  @Test
  void onlyTheOperatorsPartKnowsTheResource() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".policy.resource..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".policy.resource..")
        .check(CRDS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CRDS);
  }
}
