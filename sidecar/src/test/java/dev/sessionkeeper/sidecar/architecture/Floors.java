package dev.sessionkeeper.sidecar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The floors of the sidecar, top to bottom: a package imports only from floors below its own.
final class Floors {
  private static final String ROOT = "dev.sessionkeeper.sidecar";
  private static final List<List<String>> TOP_DOWN =
      List.of(
          List.of(ROOT),
          List.of(ROOT + ".proxy", ROOT + ".admin", ROOT + ".inspect"),
          List.of(ROOT + ".upstream"),
          List.of(ROOT + ".telemetry"),
          List.of(ROOT + ".config"),
          List.of(ROOT + ".refresh", ROOT + ".verify", ROOT + ".probe", ROOT + ".redis"),
          List.of(ROOT + ".supabase", ROOT + ".store"),
          List.of(ROOT + ".host"),
          List.of(ROOT + ".decision"),
          List.of(ROOT + ".session", ROOT + ".route"),
          List.of(ROOT + ".cookie"));

  static final String[] PURE = {
    ROOT + ".decision..", ROOT + ".session..", ROOT + ".route..", ROOT + ".cookie.."
  };

  static final ArchRule RULE =
      classes()
          .should(
              new ArchCondition<JavaClass>("import from lower floors only") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  checkImports(type, events);
                }
              });

  private Floors() {}

  static Optional<Integer> of(String packageName) {
    return IntStream.range(0, TOP_DOWN.size())
        .filter(floor -> TOP_DOWN.get(floor).contains(packageName))
        .boxed()
        .findFirst();
  }

  /// Whether one package may import from another; packages that stand on no floor are no matter.
  static boolean allows(String from, String to) {
    return from.equals(to)
        || of(from).flatMap(upper -> of(to).map(lower -> lower > upper)).orElse(true);
  }

  private static void checkImports(JavaClass type, ConditionEvents events) {
    for (var dependency : type.getDirectDependenciesFromSelf()) {
      var from = type.getPackageName();
      var to = dependency.getTargetClass().getPackageName();
      if (!allows(from, to)) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }
}
