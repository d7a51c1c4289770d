package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The injected container.
///
/// @param image `null` for the image that the operator was installed with
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sidecar(
    @Nullable String image,
    ImagePullPolicy imagePullPolicy,
    LogLevel logLevel,
    @JsonProperty("native") Native nativeContainer,
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
    @JsonProperty("Error")
    ERROR,
    @JsonProperty("Warn")
    WARN,
    @JsonProperty("Info")
    INFO,
    @JsonProperty("Debug")
    DEBUG,
    @JsonProperty("Trace")
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
  public record Resources(Map<String, String> requests, Map<String, String> limits) {

    public Resources {
      requests = Copies.of(requests);
      limits = Copies.of(limits);
    }
  }
}
