package dev.sessionkeeper.policy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.contract.SharedStoreConfig;

/// Writes `refresh.sharedStore` of the contract: a policy without a store has one without
/// addresses.
final class SharedStoreWriting {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SharedStoreWriting() {}

  static ObjectNode of(JsonNode store, Placement placement) {
    return store.isObject() ? used(store, placement) : unused();
  }

  private static ObjectNode used(JsonNode store, Placement placement) {
    var contract = JSON.objectNode();
    contract.set("addresses", store.path("addresses"));
    contract.put("topology", store.path("topology").asText());
    contract.put("master", store.path("master").asText(""));
    contract.put("user", store.path("user").asText(""));
    contract.put("passwordFile", file(store.path("password"), placement));
    contract.put("keysFile", file(store.path("encryptionKeys"), placement));
    contract.set("tls", store.path("tls"));
    contract.put("caFile", file(store.path("ca"), placement));
    contract.put("prefix", store.path("prefix").asText());
    contract.put("timeout", store.path("timeout").asText());
    return contract.put("lease", store.path("lease").asText());
  }

  private static ObjectNode unused() {
    var none = SharedStoreConfig.NONE;
    var contract = JSON.objectNode();
    contract.putArray("addresses");
    return contract
        .put("topology", "Standalone")
        .put("master", "")
        .put("user", "")
        .put("passwordFile", "")
        .put("keysFile", "")
        .put("tls", none.tls())
        .put("caFile", "")
        .put("prefix", none.prefix())
        .put("timeout", none.timeout().toMillis() + "ms")
        .put("lease", none.lease().toMillis() + "ms");
  }

  private static String file(JsonNode reference, Placement placement) {
    return reference.isObject() ? ContractWriting.secret(reference, placement) : "";
  }
}
