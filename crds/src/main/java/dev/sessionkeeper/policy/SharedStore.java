package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Redis or Valkey that replicas share.
///
/// @param master `null` unless Sentinels are asked
/// @param user `null` for the default user
/// @param password `null` for none
/// @param ca `null` for the authorities that every Java runtime trusts
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "(self.topology == 'Sentinel') == has(self.master)",
    message =
        "topology: Sentinel needs master, the name that the Sentinels know; the other topologies have none")
@Rule(
    value = "!has(self.user) || has(self.password)",
    message = "user needs password: name the Secret that holds it")
@Rule(
    value = "!has(self.ca) || self.tls",
    message = "ca has an effect with tls: true alone: set it, or remove ca")
@Rule(
    value =
        "duration(self.lease) >= duration(self.timeout) + duration(self.timeout) + duration(self.timeout)",
    message = "lease must be at least three times timeout, else a slow answer would lose it")
public record SharedStore(
    @Field(
            value = "host:port of the server, of all Sentinels, or of some members of the cluster.",
            shape = Field.Shape.SET,
            required = true,
            pattern = Patterns.HOST_AND_PORT,
            maxLength = 300,
            minItems = 1,
            each = "A host and a port, such as valkey.shop.svc:6379.",
            maxItems = 20)
        List<String> addresses,
    @Field(
            value =
                "Standalone: the server at the one address, or a proxy before several. Sentinel: the master that the Sentinels at the addresses name. Cluster: Redis Cluster.",
            defaultValue = "\"Standalone\"")
        Topology topology,
    @Field(
            value = "The name under which the Sentinels know the master.",
            pattern = Patterns.STORE_WORD,
            maxLength = 64)
        @Nullable String master,
    @Field(
            value =
                "The ACL user, if not the default one. It needs the commands eval, get, publish, subscribe and those that the scripts call, on keys and the channel that begin with prefix: docs/shared-store.md.",
            pattern = Patterns.STORE_WORD,
            maxLength = 64)
        @Nullable String user,
    @Field("The Secret that holds the password, in the namespace of the pods.")
        @Nullable SecretKeyReference password,
    @Field(
            value =
                "The Secret that holds the keys which encrypt what is stored, in the namespace of the pods: one line for each, 32 random bytes in Base64. The first encrypts, all of them decrypt: add a new one behind the first, then swap them, then remove the old one.",
            required = true)
        SecretKeyReference encryptionKeys,
    @Field(
            value =
                "Encrypts the connections and verifies the server's certificate and name. Set it to false for a server without TLS; sessions are encrypted either way, the password is not.",
            defaultValue = "true")
        Boolean tls,
    @Field(
            "The Secret that holds the certificates (PEM) of the authorities which sign for the server, in the namespace of the pods. Set it for an authority of your own.")
        @Nullable SecretKeyReference ca,
    @Field(
            value =
                "What keys and the channel in the store begin with. Set it apart for each Supabase project if ACLs tell applications from another by it.",
            pattern = Patterns.STORE_WORD,
            maxLength = 64,
            defaultValue = "\"sessionkeeper\"")
        String prefix,
    @Field(
            value =
                "How long one answer of the store may take. When one takes longer, the sidecar goes on as without a store until it answers again.",
            shape = Field.Shape.DURATION,
            shortest = "10ms",
            longest = "10s",
            defaultValue = "\"250ms\"")
        String timeout,
    @Field(
            value =
                "How long a replica that vanished during a refresh keeps the others from refreshing that session. Well below refresh.timeout, so that another replica can still answer in time.",
            shape = Field.Shape.DURATION,
            shortest = "100ms",
            longest = "1m",
            defaultValue = "\"1s\"")
        String lease) {

  public SharedStore {
    addresses = Copies.of(addresses);
  }

  /// How the servers stand together.
  public enum Topology {
    @JsonProperty("Standalone")
    STANDALONE,
    @JsonProperty("Sentinel")
    SENTINEL,
    @JsonProperty("Cluster")
    CLUSTER
  }
}
