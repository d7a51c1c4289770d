package dev.sessionkeeper.sidecar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which signatures are believed, and which forgeries are not.
class SignedTokensTest {
  private static final PublicJsonWebKey RSA = Tokens.key("rsa", "RS256");
  private static final PublicJsonWebKey CURVE = Tokens.key("curve", "ES256");
  private static final Verification VERIFIED = new Verification.Verified();

  private static Verification forged(String reason) {
    return new Verification.Forged(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "ES256", "ES512", "EdDSA"})
  void aTokenOfThePublishedKeyIsVerified(String algorithm) {
    var key = Tokens.key("key-1", algorithm);
    try (var stage = VerifyStage.withKeyServer(VerifyMode.KEYS, key)) {
      var session = stage.signUp();

      assertThat(stage.verify(session)).isEqualTo(VERIFIED);
      assertThat(stage.verify(Tokens.tampered(session))).isEqualTo(forged(Reasons.SIGNATURE));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = VerifyMode.class,
      names = {"SECRET", "AUTO"})
  void theProjectsPublicApiKeyIsNoSession(VerifyMode mode) {
    try (var stage = VerifyStage.withSecretServer(mode)) {
      stage.know(VerifyStage.SECRET + "\n");

      var verification = stage.verify(Tokens.anonKey(new JwtSecret(VerifyStage.SECRET).key()));

      assertThat(verification).isEqualTo(forged(Reasons.NOT_A_SIGN_IN));
    }
  }

  @Test
  void aTokenOfTheSecretIsVerifiedWithoutACall() {
    try (var stage = VerifyStage.withSecretServer(VerifyMode.SECRET)) {
      stage.know(VerifyStage.SECRET + "\n");
      var session = stage.signUp();

      var verification = stage.verifier().verify(session);

      assertThat(verification.isComplete()).isTrue();
      assertThat(verification.result()).isEqualTo(VERIFIED);
      assertThat(stage.verify(Tokens.tampered(session))).isEqualTo(forged(Reasons.SIGNATURE));
      assertThat(stage.keyFetches() + stage.userCalls()).isZero();
    }
  }

  @Test
  void aSecretThatIsMissingForgesNothingAndIsTakenWhenItComes() {
    try (var stage = VerifyStage.withSecretServer(VerifyMode.SECRET)) {
      var session = stage.signUp();

      var before = stage.verify(session);
      stage.know("another secret");
      var wrong = stage.verify(session);
      stage.know(VerifyStage.SECRET);

      assertThat(before).isEqualTo(new Verification.Unverifiable(Reasons.NO_SECRET));
      assertThat(wrong).isEqualTo(forged(Reasons.SIGNATURE));
      assertThat(stage.verify(session)).isEqualTo(VERIFIED);
    }
  }

  @Test
  void aSecretThatIsShorterThanTheStandardAsksForIsTaken() {
    try (var stage = VerifyStage.withSecretServer(VerifyMode.SECRET)) {
      stage.know("short");
      var key = new HmacKey("short".getBytes(StandardCharsets.UTF_8));

      assertThat(stage.verify(Tokens.signed("HS256", "any", key))).isEqualTo(VERIFIED);
    }
  }

  @Test
  void theSignatureOfAnExpiredTokenStillCounts() {
    try (var stage = VerifyStage.withKeyServer(VerifyMode.KEYS, CURVE)) {
      var session = stage.signUp();
      stage.advance(Duration.ofHours(2));

      assertThat(stage.verify(session)).isEqualTo(VERIFIED);
      assertThat(stage.verify(Tokens.tampered(session))).isEqualTo(forged(Reasons.SIGNATURE));
    }
  }

  @Test
  void aTokenWithoutKeyIdIsTriedWithTheKeysOfItsAlgorithm() {
    try (var stage = VerifyStage.withKeyServer(VerifyMode.KEYS, CURVE, RSA)) {
      var session = Tokens.signed("RS256", RSA.getPrivateKey());
      var stranger = Tokens.signed("RS256", Tokens.key("x", "RS256").getPrivateKey());

      assertThat(stage.verify(session)).isEqualTo(VERIFIED);
      assertThat(stage.verify(stranger)).isEqualTo(forged(Reasons.SIGNATURE));
    }
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgeryIsFound(String name, Session forgery, String reason) {
    for (var mode : List.of(VerifyMode.KEYS, VerifyMode.AUTO)) {
      try (var stage = VerifyStage.withKeyServer(mode, CURVE, RSA)) {
        stage.know(VerifyStage.SECRET);

        assertThat(stage.verify(forgery)).as(name + " " + mode).isInstanceOf(forgedType());
        if (mode == VerifyMode.KEYS) {
          assertThat(stage.verify(forgery)).as(name).isEqualTo(forged(reason));
        }
      }
    }
  }

  private static Class<? extends Verification> forgedType() {
    return Verification.Forged.class;
  }

  static Stream<Arguments> forgeries() {
    var stranger = Tokens.key("stranger", "RS256").getPrivateKey();
    var otherCurve = Tokens.key("other", "ES256").getPrivateKey();
    return Stream.of(
        Arguments.of(
            "HS256 with the bytes of the public key",
            Tokens.signed("HS256", "rsa", new HmacKey(RSA.getPublicKey().getEncoded())),
            Reasons.ALGORITHM),
        Arguments.of(
            "HS256 with the text of the public key",
            Tokens.signed(
                "HS256", "rsa", new HmacKey(RSA.toJson().getBytes(StandardCharsets.UTF_8))),
            Reasons.ALGORITHM),
        Arguments.of(
            "another algorithm of the same key",
            Tokens.signed("RS512", "rsa", RSA.getPrivateKey()),
            Reasons.ALGORITHM),
        Arguments.of(
            "the key of the other key id",
            Tokens.signed("RS256", "curve", RSA.getPrivateKey()),
            Reasons.ALGORITHM),
        Arguments.of(
            "a stranger's key", Tokens.signed("RS256", "rsa", stranger), Reasons.SIGNATURE),
        Arguments.of(
            "a stranger's curve", Tokens.signed("ES256", "curve", otherCurve), Reasons.SIGNATURE),
        Arguments.of(
            "a key id that nobody knows",
            Tokens.signed("RS256", "stranger", stranger),
            Reasons.UNKNOWN_KEY),
        Arguments.of(
            "a key id that nobody should keep",
            Tokens.signed("RS256", "k".repeat(300), stranger),
            Reasons.UNKNOWN_KEY));
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void noModeBelievesAnAlgorithmThatIsNone(VerifyMode mode) {
    try (var stage = VerifyStage.withKeyServer(mode, RSA)) {
      stage.know(VerifyStage.SECRET);

      for (var none : List.of("none", "None", "NONE", "", "HS384", "rs256")) {
        var header = new JsonObject().put("alg", none).put("kid", "rsa");
        var session = Tokens.unsigned(header, soon());
        assertThat(stage.verify(session)).as(none).isEqualTo(forged(Reasons.ALGORITHM));
      }
      assertThat(stage.userCalls() + stage.keyFetches()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void noModeBelievesATextThatIsNoToken(VerifyMode mode) {
    try (var stage = VerifyStage.withKeyServer(mode, RSA)) {
      stage.know(VerifyStage.SECRET);

      for (var text : List.of("a", "a.b.c", "...", "e30.e30.", "é.é.é", "a.b.c.d.e")) {
        assertThat(stage.verify(Tokens.session(text))).as(text).isInstanceOf(forgedType());
      }
      assertThat(stage.verify(Tokens.session("a".repeat(16 * 1024 + 1))))
          .isEqualTo(forged(Reasons.TOO_LONG));
      assertThat(stage.userCalls() + stage.keyFetches()).isZero();
    }
  }

  @Test
  void aStrangeHeaderIsAForgeryAndNoDefect() {
    try (var stage = VerifyStage.withKeyServer(VerifyMode.KEYS, RSA)) {
      assertThat(strangeHeaders())
          .allSatisfy(
              more -> {
                var header = "{'alg':'RS256','kid':'rsa'," + more + "}";
                var session = Tokens.unsigned(header.replace('\'', '"'), soon());

                assertThat(stage.verify(session)).isEqualTo(forged(Reasons.SIGNATURE));
              });
    }
  }

  static Stream<String> strangeHeaders() {
    var values =
        List.of(
            "5",
            "-0",
            "9".repeat(400),
            "1e99999",
            "1e-99999",
            "true",
            "null",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "[5]",
            "['b64']",
            "['b64','exp']",
            "'x'",
            "'\\ud800'",
            "[".repeat(90) + "]".repeat(90));
    return Stream.concat(
        Stream.of("crit", "b64", "jwk", "jku", "x5c", "zip", "enc", "typ", "cty", "")
            .flatMap(name -> values.stream().map(value -> "'" + name + "':" + value)),
        Stream.of("'crit':['b64'],'b64':'x'", "'crit':['b64'],'b64':false", "'alg':'RS256'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256", "ES512", "EdDSA"})
  void aStrangeSignatureIsAForgeryAndNoDefect(String algorithm) {
    var key = Tokens.key("key-1", algorithm);
    try (var stage = VerifyStage.withKeyServer(VerifyMode.KEYS, key)) {
      var token = stage.signUp().accessToken().value();
      var signed = token.substring(0, token.lastIndexOf('.') + 1);

      for (var end : List.of("", "A", "AA", "!", "é", "A".repeat(86), "_".repeat(176), "a b")) {
        assertThat(stage.verify(Tokens.session(signed + end)))
            .as(end)
            .isEqualTo(forged(Reasons.SIGNATURE));
      }
    }
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(3_600);
  }

  @Test
  void nothingHereTellsASecret() {
    assertThat(new JwtSecret("marked-secret").toString()).doesNotContain("marked");
  }
}
