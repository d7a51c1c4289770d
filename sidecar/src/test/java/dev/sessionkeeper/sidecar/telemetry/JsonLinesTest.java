package dev.sessionkeeper.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.sessionkeeper.test");

  @Test
  void anEventIsOneLineOfJsonWithItsKeys() {
    var event = event("session refresh", null);
    event.addKeyValuePair(new KeyValuePair(LogKeys.OUTCOME, "re\"jected\n"));
    event.addKeyValuePair(new KeyValuePair(LogKeys.ROUTES, 3));

    var line = encoded(event);

    assertThat(line).endsWith("}\n").doesNotContain("jected\n");
    var json = new JsonObject(line);
    assertThat(json.fieldNames())
        .containsExactly("time", "level", "logger", "message", "outcome", "routes");
    assertThat(json.getString("outcome")).isEqualTo("re\"jected\n");
    assertThat(json.getInteger("routes")).isEqualTo(3);
    assertThat(json.getString("level")).isEqualTo("info");
  }

  @Test
  void rule7_theMessageOfAThrowableIsLeftOut() {
    var thrown = new IllegalStateException("marked", new IllegalArgumentException("marked"));

    var line = encoded(event("a bug", thrown));

    assertThat(line).doesNotContain("marked");
    assertThat(new JsonObject(line).getJsonArray("exception"))
        .isEqualTo(
            JsonArray.of("java.lang.IllegalStateException", "java.lang.IllegalArgumentException"));
    assertThat(new JsonObject(line).getJsonArray("at").getString(0)).contains("JsonLinesTest");
  }

  private static LoggingEvent event(String message, @Nullable Throwable thrown) {
    return new LoggingEvent(JsonLinesTest.class.getName(), LOG, Level.INFO, message, thrown, null);
  }

  private static String encoded(LoggingEvent event) {
    return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
  }
}
