package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The variables that tell the application where to listen.
final class AppEnvironment {
  private AppEnvironment() {}

  static List<Takeover.Variable> variables(Takeover.MoveApp move) {
    var port = new Takeover.Variable(move.portVariable(), Integer.toString(move.appPort()));
    return Stream.concat(Stream.of(port), move.bind().stream()).toList();
  }

  /// The container with a variable set. One that it has keeps its place, as later ones may refer to
  /// it; a new one goes first for the same reason.
  static Container with(Container container, Takeover.Variable variable) {
    var all = new ArrayList<EnvVar>();
    var set = new EnvVar(variable.name(), variable.value(), null);
    var has = container.getEnv().stream().anyMatch(env -> env.getName().equals(variable.name()));
    if (!has) {
      all.add(set);
    }
    container.getEnv().forEach(env -> all.add(env.getName().equals(variable.name()) ? set : env));
    return new ContainerBuilder(container).withEnv(all).build();
  }
}
