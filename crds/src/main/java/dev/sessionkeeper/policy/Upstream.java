package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;

/// The connections from the sidecar to the application.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Upstream(
    @Field(
            value =
                "HTTP1: HTTP/1.1. H2C: HTTP/2 without TLS and without an upgrade, which gRPC needs; WebSockets still go over HTTP/1.1 to the same port. Set it to H2C for an application that serves gRPC.",
            defaultValue = "\"HTTP1\"")
        Protocol protocol,
    @Field(
            value =
                "How long connecting may take; longer is answered 502. Also how long a request"
                    + " waits for a connection while all are taken; longer is answered 503.",
            shape = Field.Shape.DURATION,
            shortest = "1ms",
            longest = "1m",
            defaultValue = "\"2s\"")
        String connectTimeout,
    @Field(
            value =
                "How long the head of a response may take; longer is answered 504. Bodies may take"
                    + " any time. Raise it for slow pages.",
            shape = Field.Shape.DURATION,
            shortest = "1ms",
            longest = "1h",
            defaultValue = "\"1m\"")
        String responseTimeout,
    @Field(
            value =
                "How long an idle connection is kept. It must be below the application's own time"
                    + " (Node.js: 5 s), else requests meet closed connections.",
            shape = Field.Shape.DURATION,
            shortest = "1s",
            longest = "1h",
            defaultValue = "\"4s\"")
        String keepAlive,
    @Field(
            value =
                "The largest number of connections to the application; with H2C, of requests at a time, as they share connections. 1,024 more requests wait, for connectTimeout at most; further ones are answered 503.",
            minimum = 1,
            maximum = 100000,
            defaultValue = "256")
        Integer maxConnections,
    @Field(
            value = "What the application is told about users whose session is verified.",
            defaultValue = "{}")
        Identity identity) {

  /// What the application is spoken to in.
  public enum Protocol {
    @JsonProperty("HTTP1")
    HTTP1,
    @JsonProperty("H2C")
    H2C
  }
}
