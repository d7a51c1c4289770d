package dev.sessionkeeper.operator.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes a log event as one line of JSON: `time`, `level`, `logger`, `message`, then the event's
/// own keys, then `exception` and `at` where something was thrown.
///
/// The message of a throwable is left out on purpose: parsers quote their input in it, and the
/// input may be a token. Class and place suffice to find a bug.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = {};
  private static final int MOST_FRAMES = 12;
  private static final int MOST_CAUSES = 5;

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new ByteArrayOutputStream(256);
    try (var json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", event.getInstant().toString());
      json.writeStringField("level", event.getLevel().levelStr.toLowerCase(Locale.ROOT));
      json.writeStringField("logger", event.getLoggerName());
      json.writeStringField("message", event.getFormattedMessage());
      writeKeys(event, json);
      writeThrowable(event.getThrowableProxy(), json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  private static void writeKeys(ILoggingEvent event, JsonGenerator json) throws IOException {
    if (event.getKeyValuePairs() == null) {
      return;
    }
    for (var pair : event.getKeyValuePairs()) {
      switch (pair.value) {
        case Long number -> json.writeNumberField(pair.key, number);
        case Integer number -> json.writeNumberField(pair.key, number);
        case null -> json.writeNullField(pair.key);
        default -> json.writeStringField(pair.key, pair.value.toString());
      }
    }
  }

  private static void writeThrowable(@Nullable IThrowableProxy thrown, JsonGenerator json)
      throws IOException {
    if (thrown == null) {
      return;
    }
    json.writeArrayFieldStart("exception");
    var causes = 0;
    for (var cause = thrown; cause != null && causes < MOST_CAUSES; cause = cause.getCause()) {
      json.writeString(cause.getClassName());
      causes++;
    }
    json.writeEndArray();
    json.writeArrayFieldStart("at");
    var frames = thrown.getStackTraceElementProxyArray();
    for (var i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
      json.writeString(frames[i].getStackTraceElement().toString());
    }
    json.writeEndArray();
  }
}
