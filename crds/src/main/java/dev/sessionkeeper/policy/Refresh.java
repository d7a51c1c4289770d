package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Rule;
import org.jspecify.annotations.Nullable;

/// When and how sessions are refreshed.
///
/// @param sharedStore `null` where every replica refreshes for itself
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "duration(self.early) >= duration(self.margin)",
    message = "early must be at least margin, else the refresh beside the request would never run")
@Rule(
    value =
        "!has(self.sharedStore) || duration(self.timeout) >= duration(self.sharedStore.lease) + duration(self.sharedStore.lease)",
    message =
        "timeout must be at least twice sharedStore.lease, else requests that wait for a replica which vanished are given up before its lease ends")
public record Refresh(
    @Field(
            value =
                "Remaining life below which a request waits for the refresh. Above the 90 s at which the application's own client would refresh; raise it for applications that hold a request for minutes.",
            shape = Field.Shape.DURATION,
            shortest = "95s",
            longest = "1h",
            defaultValue = "\"2m\"")
        String margin,
    @Field(
            value =
                "Remaining life below which a refresh runs beside the request, so that active visitors never wait. Raise it to spread refreshes more.",
            shape = Field.Shape.DURATION,
            shortest = "95s",
            longest = "24h",
            defaultValue = "\"10m\"")
        String early,
    @Field(
            value =
                "The longest that a request is held for a refresh, a retry included. Raise it if the Auth server is slow at times.",
            shape = Field.Shape.DURATION,
            shortest = "100ms",
            longest = "1m",
            defaultValue = "\"3s\"")
        String timeout,
    @Field(
            value =
                "What happens to a request whose session has expired while the Auth server is unavailable. Anonymous: it goes on without session. ServiceUnavailable: it is answered 503 with Retry-After. The browser keeps its cookies either way.",
            defaultValue = "\"Anonymous\"")
        OnUnavailable onUnavailable,
    @Field(
            value = "The largest number of calls of the token endpoint at a time, of each sidecar.",
            minimum = 1,
            maximum = 10000,
            defaultValue = "32")
        Integer maxConcurrent,
    @Field(
            value =
                "The sustained rate of calls of the token endpoint per second, of each sidecar. Lower it if many sidecars share a small rate limit.",
            minimum = 1,
            maximum = 100000,
            defaultValue = "50")
        Integer requestsPerSecond,
    @Field(
            value =
                "How many calls of the token endpoint may be made at once after a pause, of each sidecar.",
            minimum = 1,
            maximum = 100000,
            defaultValue = "100")
        Integer burst,
    @Field(
            value =
                "How long the result of a refresh answers late requests that still carry the old session.",
            shape = Field.Shape.DURATION,
            shortest = "1s",
            longest = "1h",
            defaultValue = "\"60s\"")
        String replay,
    @Field(
            value =
                "The largest size of the memory for such results, in bytes. Raise it if sessions are large and many: it is taken of a heap of 40 MiB, whatever sidecar.resources says, so 16 MiB is the most.",
            minimum = 65536,
            maximum = 16777216,
            defaultValue = "4194304")
        Integer replayBytes,
    @Field(
            "A Redis or Valkey that the replicas share, so that each session is refreshed by one of them. Set it for applications with several replicas; without it each replica refreshes for itself. It must not be shared with anybody who may not sign users in.")
        @Nullable SharedStore sharedStore) {

  /// What happens to a request whose session has expired while the Auth server is unavailable.
  public enum OnUnavailable {
    @JsonProperty("Anonymous")
    ANONYMOUS,
    @JsonProperty("ServiceUnavailable")
    SERVICE_UNAVAILABLE
  }
}
