package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;
import org.jspecify.annotations.Nullable;

/// How requests come to the sidecar instead of the application.
///
/// @param bindVariable `null` where the application has none
/// @param container `null` to find the application's container by the port
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "self.takeover == 'MoveApp' || !has(self.bindVariable)",
    message = "bindVariable has an effect with takeover: MoveApp alone: remove it")
@Rule(
    value = "self.takeover == 'MoveApp' || self.portVariable == 'PORT'",
    message = "portVariable has an effect with takeover: MoveApp alone: remove it")
@Rule(
    value = "!has(self.bindVariable) || self.bindVariable != self.portVariable",
    message = "bindVariable and portVariable must be two variables")
@Rule(
    value = "self.port != 9180",
    message =
        "port 9180 is the sidecar's own for probes and metrics: the application needs another")
@Rule(
    value = "self.takeover == 'MoveApp' || self.port != 9181",
    message =
        "port 9181 is the sidecar's own with takeover Redirect and Manual: the application needs another")
public record Traffic(
    @Field(
            value =
                "The port that clients of the pod use now: the application's containerPort, not the Service's port.",
            required = true,
            minimum = 1,
            maximum = 65535)
        Integer port,
    @Field(
            value =
                "MoveApp: the sidecar listens on port, and the application is told by a variable to listen on another. Redirect: for applications with a fixed port; an init container with NET_ADMIN makes the kernel redirect. Manual: the sidecar listens on 9181 and you point the Service at it.",
            defaultValue = "\"MoveApp\"")
        Takeover takeover,
    @Field(
            value =
                "The environment variable that tells the application its port; with MoveApp. Set it where it is not PORT, such as SERVER_PORT for Spring Boot.",
            pattern = Patterns.VARIABLE,
            maxLength = 128,
            defaultValue = "\"PORT\"")
        String portVariable,
    @Field(
            value =
                "The environment variable that tells the application its address, such as HOSTNAME for Next.js; with MoveApp. It is set to 127.0.0.1, so that nobody in the cluster can go around the sidecar. Set it if the application has one.",
            pattern = Patterns.VARIABLE,
            maxLength = 128)
        @Nullable String bindVariable,
    @Field(
            value =
                "The name of the application's container. Set it if no container declares port and the pod has several.",
            pattern = Patterns.CONTAINER_NAME,
            maxLength = 63)
        @Nullable String container) {

  /// Who moves out of the way.
  public enum Takeover {
    /// The application.
    @JsonProperty("MoveApp")
    MOVE_APP,
    /// Nobody: the kernel redirects.
    @JsonProperty("Redirect")
    REDIRECT,
    /// Nobody: whoever wants the sidecar asks its port.
    @JsonProperty("Manual")
    MANUAL
  }
}
