package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.AccessToken;
import java.security.Key;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// The check of a token's signature. Expiry, audience and issuer are not looked at.
final class Signature {
  private Signature() {}

  /// Whether this key made the signature with this very algorithm, whatever the token says.
  static boolean fits(AccessToken token, Algorithm algorithm, Key key) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.header()));
    signature.setKey(key);
    // The server takes secrets shorter than RFC 7518 asks for; weak RSA keys were sorted out.
    signature.setDoKeyValidation(false);
    try {
      signature.setCompactSerialization(token.value());
      return signature.verifySignature();
    } catch (JoseException | ClassCastException e) {
      // Another algorithm, a critical header that nobody knows, or no JWS at all; the second where
      // `crit` lists anything but texts, which the library takes for granted.
      return false;
    }
  }
}
