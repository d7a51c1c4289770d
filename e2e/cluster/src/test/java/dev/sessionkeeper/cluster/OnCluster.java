package dev.sessionkeeper.cluster;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a class of stories the cluster, which all of them share and which lives until the run is
/// over; keeps the evidence of a story that fails.
final class OnCluster implements ParameterResolver, AfterTestExecutionCallback {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return cluster(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      var folder = Evidence.collect(cluster(context), context.getDisplayName());
      context.publishReportEntry("evidence", folder.toAbsolutePath().toString());
    }
  }

  private static Cluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(OnCluster.class))
        .computeIfAbsent(Cluster.class, key -> Cluster.start(), Cluster.class);
  }
}
