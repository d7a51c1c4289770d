package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sessionkeeper.policy.schema.Field;

/// The side of the sidecar that browsers see.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Listener(
    @Field(
            value =
                "The longest head of a request or of a response, in bytes; a longer request is answered 431. Raise it for very large cookies, and the proxies in front with it. A change takes effect when the pod restarts.",
            minimum = 8192,
            maximum = 1048576,
            defaultValue = "65536")
        Integer maxHeaderBytes,
    @Field(
            value =
                "How long a connection without traffic stays open. Keep it above the idle time-out of the load balancer in front. A change takes effect when the pod restarts.",
            shape = Field.Shape.DURATION,
            shortest = "1s",
            longest = "1h",
            defaultValue = "\"75s\"")
        String idleTimeout,
    @Field(
            value =
                "How long a WebSocket stays open while nothing moves on it, pings included. A change takes effect when the pod restarts.",
            shape = Field.Shape.DURATION,
            shortest = "1s",
            longest = "24h",
            defaultValue = "\"5m\"")
        String webSocketIdleTimeout,
    @Field(
            value =
                "How long running requests and WebSockets may take once the pod is told to stop. Keep it below the pod's terminationGracePeriodSeconds.",
            shape = Field.Shape.DURATION,
            shortest = "0s",
            longest = "1h",
            defaultValue = "\"25s\"")
        String drainTimeout,
    @Field(
            value =
                "Whether HTTP/2 without TLS is served as well, to clients with prior knowledge of it, such as a gateway. Let only those connect, by a NetworkPolicy, as half-sent heads are not bounded then. A change takes effect when the pod restarts.",
            defaultValue = "false")
        Boolean h2c) {}
