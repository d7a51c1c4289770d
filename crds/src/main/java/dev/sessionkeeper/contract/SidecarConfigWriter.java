package dev.sessionkeeper.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Duration;

/// Writes the contract as `SidecarConfigReader` reads it: every member, in the order of the
/// records.
public final class SidecarConfigWriter {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Duration.class, new DurationSerializer())
                  .addSerializer(new ChoiceSerializer()));

  private SidecarConfigWriter() {}

  public static String write(SidecarConfig config) {
    try {
      return JSON.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("SidecarConfig cannot be written", e);
    }
  }

  private static final class DurationSerializer extends JsonSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(DurationText.of(value));
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class ChoiceSerializer extends JsonSerializer<Enum> {
    @Override
    public void serialize(Enum value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(Spelling.of(value));
    }

    @Override
    public Class<Enum> handledType() {
      return Enum.class;
    }
  }
}
