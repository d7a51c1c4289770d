package dev.sessionkeeper.simulator.jwt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import javax.crypto.Mac;

/// A signature algorithm of JWTs, with the words in which Go's library refuses a wrong signature.
enum SigningMethod {
  HS256("HmacSHA256", "signature is invalid"),
  RS256("SHA256withRSA", "crypto/rsa: verification error"),
  RS512("SHA512withRSA", "crypto/rsa: verification error"),
  ES256("SHA256withECDSAinP1363Format", "crypto/ecdsa: verification error"),
  ES512("SHA512withECDSAinP1363Format", "crypto/ecdsa: verification error"),
  EDDSA("Ed25519", "ed25519: verification error");

  private final String jcaName;
  private final String refusal;

  SigningMethod(String jcaName, String refusal) {
    this.jcaName = jcaName;
    this.refusal = refusal;
  }

  String refusal() {
    return refusal;
  }

  /// The name in the header of a token.
  String algorithm() {
    return this == EDDSA ? "EdDSA" : name();
  }

  /// The method for the `alg` of a key; anything unknown signs with HS256, as in the real server.
  static SigningMethod ofKey(String algorithm) {
    for (var method : values()) {
      if (method.algorithm().equals(algorithm)) {
        return method;
      }
    }
    return HS256;
  }

  byte[] sign(byte[] text, Key key) {
    try {
      return this == HS256 ? hmac(text, key) : signature(text, (PrivateKey) key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "GOTRUE_JWT_KEYS: the " + algorithm() + " key cannot sign", e);
    }
  }

  boolean verify(byte[] text, byte[] signature, Key key) {
    try {
      if (this == HS256) {
        return MessageDigest.isEqual(hmac(text, key), signature);
      }
      var verifier = Signature.getInstance(jcaName);
      verifier.initVerify((PublicKey) key);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // The JDK throws for signatures of a wrong length or form, which are simply not valid.
      return false;
    }
  }

  private byte[] hmac(byte[] text, Key key) throws GeneralSecurityException {
    var mac = Mac.getInstance(jcaName);
    mac.init(key);
    return mac.doFinal(text);
  }

  private byte[] signature(byte[] text, PrivateKey key) throws GeneralSecurityException {
    var signer = Signature.getInstance(jcaName);
    signer.initSign(key);
    signer.update(text);
    return signer.sign();
  }
}
