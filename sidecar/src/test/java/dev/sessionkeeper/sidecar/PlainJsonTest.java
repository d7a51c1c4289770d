package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import org.junit.jupiter.api.Test;

class PlainJsonTest {
  @Test
  void vertxMakesNoObjectMapper() {
    assertThat(Json.CODEC).isExactlyInstanceOf(JacksonCodec.class);
  }

  @Test
  void whatAnswersAreMadeOfIsWritten() {
    var answer =
        new JsonObject()
            .put("text", "a \"quoted\" word")
            .put("number", 1)
            .put("yes", true)
            .put("list", new JsonArray().add(new JsonObject().putNull("none")));

    assertThat(answer.encode())
        .isEqualTo(
            "{\"text\":\"a \\\"quoted\\\" word\",\"number\":1,\"yes\":true,"
                + "\"list\":[{\"none\":null}]}");
    assertThat(new JsonObject(answer.encodePrettily())).isEqualTo(answer);
  }
}
