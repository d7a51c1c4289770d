package dev.sessionkeeper.sidecar.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/// Everything that is logged while it is open, by anybody, as it stands on standard output.
public final class ToldLines implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final JsonLines lines = new JsonLines();

  public ToldLines() {
    events.setContext(root.getLoggerContext());
    events.start();
    root.addAppender(events);
  }

  public String text() {
    return List.copyOf(events.list).stream()
        .map(event -> new String(lines.encode(event), StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    root.detachAppender(events);
  }
}
