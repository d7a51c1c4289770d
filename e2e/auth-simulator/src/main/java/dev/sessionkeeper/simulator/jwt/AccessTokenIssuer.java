package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.json.GoJsonWriter;
import dev.sessionkeeper.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Signs access tokens with the signing key of a key ring. One issuer lives as long as the
/// simulated process.
public final class AccessTokenIssuer {
  private final KeyRing keys;
  private boolean signedBefore;

  public AccessTokenIssuer(KeyRing keys) {
    this.keys = keys;
  }

  /// How an audience is shown to hooks: until the process has signed its first token, as an array.
  public Json audience(String audience) {
    return signedBefore ? Json.text(audience) : Json.texts(List.of(audience));
  }

  public String sign(Json.Members claims) {
    signedBefore = true;
    var key = keys.signing();
    var header =
        Json.object()
            .add("alg", key.method().algorithm())
            .addUnlessEmpty("kid", key.keyId())
            .add("typ", "JWT")
            .build();
    var text = encode(GoJsonWriter.bytes(header)) + "." + encode(GoJsonWriter.bytes(claims));
    var signature = key.method().sign(text.getBytes(StandardCharsets.US_ASCII), key.signingKey());
    return text + "." + encode(signature);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
