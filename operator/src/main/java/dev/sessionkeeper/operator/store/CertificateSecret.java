package dev.sessionkeeper.operator.store;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The Secret of the webhook's certificate. Asked by name from time to time: the operator has no
/// right to watch Secrets.
public final class CertificateSecret {
  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  public CertificateSecret(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  /// A Secret as it was read.
  ///
  /// @param secret as the API server has it, with the version that a write replaces
  public record Content(Map<String, String> data, Secret secret) {

    public Content {
      data = Map.copyOf(data);
    }

    @Override
    public String toString() {
      return "Content[" + data.keySet() + "]";
    }
  }

  /// What it holds; empty if there is none.
  public Optional<Content> read() {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get())
        .map(CertificateSecret::content);
  }

  /// Replaces what it holds.
  ///
  /// @return false if somebody else changed it since it was read
  public boolean write(Content before, Map<String, String> data) {
    try {
      client.resource(new SecretBuilder(before.secret()).withStringData(data).build()).update();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private static Content content(Secret secret) {
    var data = new HashMap<String, String>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> data.put(key, decoded(value)));
    }
    return new Content(data, secret);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
  }
}
