package dev.sessionkeeper.stories;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a class of stories the stages, which live until the run is over.
final class OnStage implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stages.class;
  }

  @Override
  public Stages resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return stages(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    stages(context).begins(context.getDisplayName());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stages(context).clear();
  }

  private static Stages stages(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OnStage.class))
        .computeIfAbsent(Stages.class, key -> new Stages(), Stages.class);
  }
}
