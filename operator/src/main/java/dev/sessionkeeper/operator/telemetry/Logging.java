package dev.sessionkeeper.operator.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/// Sets up logging: JSON lines on standard output, libraries at WARN whatever the level.
///
/// Found by logback as a service, so that no XML is parsed at start and a library that logs first
/// finds everything in place. Libraries stay at WARN because at DEBUG they print whole headers.
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String OWN = "dev.sessionkeeper";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var lines = new JsonLines();
    lines.setContext(context);
    lines.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setName("console");
    console.setEncoder(lines);
    console.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger(OWN).setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Sets the level of the operator's own loggers, from now on.
  ///
  /// @param level as logback names it, in any case
  public static void setLevel(String level) {
    if (LoggerFactory.getLogger(OWN) instanceof Logger own) {
      own.setLevel(Level.toLevel(level, Level.INFO));
    }
  }
}
