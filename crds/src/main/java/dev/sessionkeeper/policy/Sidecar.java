package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The injected container.
///
/// @param image `null` for the image that the operator was installed with
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sidecar(
    @Field(
            value =
                "The image, if not the one that the operator was installed with. Set it to try another version on one application.",
            pattern = Patterns.IMAGE,
            maxLength = 512)
        @Nullable String image,
    @Field(value = "When the kubelet pulls the image.", defaultValue = "\"IfNotPresent\"")
        ImagePullPolicy imagePullPolicy,
    @Field(
            value = "The least severe level that is logged. Tokens and cookies are logged at none.",
            defaultValue = "\"info\"")
        LogLevel logLevel,
    @Field(
            value =
                "Auto: an init container that keeps running (native sidecar) where the cluster has them, so that it starts before the application and stops after it. Never: an ordinary container, for tools that cannot take the former.",
            defaultValue = "\"Auto\"")
        @JsonProperty("native")
        Native nativeContainer,
    @Field(value = "What the container asks for and may use.", defaultValue = "{}")
        Resources resources) {

  /// When the kubelet pulls the image.
  public enum ImagePullPolicy {
    @JsonProperty("Always")
    ALWAYS,
    @JsonProperty("IfNotPresent")
    IF_NOT_PRESENT,
    @JsonProperty("Never")
    NEVER
  }

  /// The least severe level that is logged.
  public enum LogLevel {
    @JsonProperty("error")
    ERROR,
    @JsonProperty("warn")
    WARN,
    @JsonProperty("info")
    INFO,
    @JsonProperty("debug")
    DEBUG,
    @JsonProperty("trace")
    TRACE
  }

  /// Whether the sidecar is an init container that keeps running.
  public enum Native {
    @JsonProperty("Auto")
    AUTO,
    @JsonProperty("Never")
    NEVER
  }

  /// What the container asks for and may use: quantities by resource.
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Resources(
      @Field(
              value = "What the scheduler reserves. Raise cpu for busy applications.",
              shape = Field.Shape.QUANTITIES,
              each = "A quantity of the resource, such as 25m or 96Mi.",
              maxItems = 8,
              defaultValue = "{\"cpu\":\"25m\",\"memory\":\"96Mi\"}")
          Map<String, String> requests,
      @Field(
              value =
                  "What the container may use at most. The heap is 40 MiB whatever memory is set here: more connections or sessions need more pods. Never below 128Mi.",
              shape = Field.Shape.QUANTITIES,
              each = "A quantity of the resource, such as 500m or 192Mi.",
              maxItems = 8,
              defaultValue = "{\"memory\":\"192Mi\"}")
          Map<String, String> limits) {

    public Resources {
      requests = Copies.of(requests);
      limits = Copies.of(limits);
    }
  }
}
