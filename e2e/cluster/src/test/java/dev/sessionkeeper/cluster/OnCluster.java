package dev.sessionkeeper.cluster;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a class of stories the cluster, bare or with the chart installed; all of them share one,
/// which lives until the run is over. Keeps the evidence of a story that fails.
final class OnCluster implements ParameterResolver, AfterTestExecutionCallback {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Cluster.class || type == Platform.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class
        ? cluster(context)
        : platform(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      var story = context.getRequiredTestClass().getSimpleName() + " " + context.getDisplayName();
      var folder = Evidence.collect(cluster(context), story);
      context.publishReportEntry("evidence", folder.toAbsolutePath().toString());
    }
  }

  private static Cluster cluster(ExtensionContext context) {
    return store(context).computeIfAbsent(Cluster.class, key -> Cluster.start(), Cluster.class);
  }

  private static Platform platform(ExtensionContext context) {
    var cluster = cluster(context);
    return store(context)
        .computeIfAbsent(Platform.class, key -> Platform.on(cluster), Platform.class);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(ExtensionContext.Namespace.create(OnCluster.class));
  }
}
