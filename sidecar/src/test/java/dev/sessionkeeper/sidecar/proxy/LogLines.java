package dev.sessionkeeper.sidecar.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// What the sidecar logs, at any level, from now until it is closed.
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger own = (Logger) LoggerFactory.getLogger("dev.sessionkeeper.sidecar");
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  private LogLines() {}

  static LogLines listen() {
    var lines = new LogLines();
    lines.own.setLevel(Level.TRACE);
    lines.start();
    lines.own.addAppender(lines);
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  /// Messages and keys of all events.
  List<String> texts() {
    return events.stream()
        .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
        .toList();
  }

  /// How many events of a level hold a text.
  long count(Level level, String text) {
    return events.stream()
        .filter(event -> event.getLevel() == level)
        .filter(event -> event.getFormattedMessage().contains(text))
        .count();
  }

  @Override
  public void close() {
    own.detachAppender(this);
    own.setLevel(null);
    stop();
  }
}
