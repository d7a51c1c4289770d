package dev.sessionkeeper.sidecar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.control.Fault;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When the server's keys are fetched, and what they are good for in between.
class PublishedKeysTest {
  private static final Fault DOWN = new Fault.Answer(503, Map.of(), "");
  private static final Verification VERIFIED = new Verification.Verified();
  private static final Verification UNAVAILABLE =
      new Verification.Unverifiable(Reasons.KEYS_UNAVAILABLE);
  private static final Verification UNKNOWN_KEY = new Verification.Forged(Reasons.UNKNOWN_KEY);

  private final PublicJsonWebKey first = Tokens.key("first", "ES256");
  private final PublicJsonWebKey second = Tokens.key("second", "EdDSA");
  private final VerifyStage stage = VerifyStage.withKeyServer(VerifyMode.KEYS, first);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aTokenIsVerifiedOnceAndThenKnown() {
    var session = stage.signUp();

    stage.verify(session);
    stage.breakDown(DOWN);
    stage.advance(Duration.ofMinutes(59));
    var again = stage.verifier().verify(session);

    assertThat(again.isComplete()).isTrue();
    assertThat(again.result()).isEqualTo(VERIFIED);
    assertThat(stage.keyFetches()).isEqualTo(1);
  }

  @Test
  void manyTokensAtOnceShareOneFetch() {
    var verifications = new ArrayList<Future<Verification>>();
    var sessions = List.of(stage.signUp("a@example.com"), stage.signUp("b@example.com"));

    for (var call = 0; call < 50; call++) {
      verifications.add(stage.verifier().verify(sessions.get(call % 2)));
    }

    assertThat(verifications).allSatisfy(v -> assertThat(AuthStage.answer(v)).isEqualTo(VERIFIED));
    assertThat(stage.keyFetches()).isEqualTo(1);
  }

  @Test
  void knownKeysVerifyANewTokenAtOnce() {
    stage.verify(stage.signUp());

    var another = stage.verifier().verify(stage.signUp("b@example.com"));

    assertThat(another.isComplete()).isTrue();
    assertThat(stage.keyFetches()).isEqualTo(1);
  }

  @Test
  void aRotatedKeyIsPickedUpAfterThePause() {
    stage.verify(stage.signUp());
    stage.rotateTo(second, first);
    var session = stage.signUp("b@example.com");

    var tooEarly = stage.verify(session);
    stage.advance(Duration.ofSeconds(30));
    var afterThePause = stage.verify(session);

    assertThat(tooEarly).isEqualTo(UNAVAILABLE);
    assertThat(afterThePause).isEqualTo(VERIFIED);
    assertThat(stage.keyFetches()).isEqualTo(2);
  }

  @Test
  void aStormOfUnknownKeyIdsIsOneFetchAPause() {
    stage.verify(stage.signUp());
    stage.advance(Duration.ofSeconds(31));

    for (var id = 0; id < 200; id++) {
      stage.verify(Tokens.signed("ES256", "unknown-" + id, first.getPrivateKey()));
    }

    assertThat(stage.keyFetches()).isEqualTo(2);
  }

  @Test
  void aKeyIdThatIsKnownToBeAbsentIsNoReasonToAskAgain() {
    var forgery = Tokens.signed("ES256", "unknown", first.getPrivateKey());

    var asked = stage.verify(forgery);
    stage.advance(Duration.ofSeconds(61));
    var again = stage.verifier().verify(forgery);

    assertThat(asked).isEqualTo(UNKNOWN_KEY);
    assertThat(again.isComplete()).isTrue();
    assertThat(again.result()).isEqualTo(UNKNOWN_KEY);
    assertThat(stage.keyFetches()).isEqualTo(1);
  }

  @Test
  void aKeyIdThatWasAbsentIsFoundOnceItIsPublished() {
    var early = Tokens.signed("EdDSA", "second", second.getPrivateKey());
    stage.verify(early);
    stage.rotateTo(second, first);
    stage.advance(Duration.ofSeconds(121));

    assertThat(stage.verify(early)).isEqualTo(VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"keys\":7}", "{\"keys\":[7]}", "<html>"})
  void anAnswerWithoutKeysForgesNothing(String body) {
    var session = stage.signUp();
    stage.breakDown(new Fault.Answer(200, Map.of(), body));

    assertThat(stage.verify(session)).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aDeadServerForgesNothingAndIsAskedAgainSoon() {
    var session = stage.signUp();
    stage.breakDown(DOWN);

    var down = stage.verify(session);
    var pause = stage.verifier().verify(session);
    stage.recover();
    stage.advance(Duration.ofSeconds(5));

    assertThat(down).isEqualTo(UNAVAILABLE);
    assertThat(pause.isComplete()).isTrue();
    assertThat(stage.verify(session)).isEqualTo(VERIFIED);
    assertThat(stage.keyFetches()).isEqualTo(2);
  }

  @Test
  void oldKeysStayGoodWhileTheServerIsDown() {
    stage.verify(stage.signUp());
    var session = stage.signUp("b@example.com");
    stage.breakDown(DOWN);
    stage.advance(Duration.ofMinutes(30));

    assertThat(stage.verify(session)).isEqualTo(VERIFIED);
    assertThat(stage.keyFetches()).isEqualTo(2);
  }

  @Test
  void keysAreFetchedAgainAfterTenMinutes() {
    stage.verify(stage.signUp());
    var session = stage.signUp("b@example.com");
    var third = stage.signUp("c@example.com");
    stage.advance(Duration.ofMinutes(9));
    stage.verify(session);
    stage.advance(Duration.ofMinutes(1));

    stage.verify(third);

    assertThat(stage.keyFetches()).isEqualTo(2);
  }

  @Test
  void aWithdrawnKeyIsBelievedNoMoreNotEvenFromMemory() {
    var session = stage.signUp();
    stage.verify(session);
    stage.rotateTo(second);
    stage.advance(Duration.ofMinutes(10));
    stage.verify(stage.signUp("b@example.com"));

    assertThat(stage.verify(session)).isNotEqualTo(VERIFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, '{\"use\":\"enc\"}', false",
    "RS256, '{\"key_ops\":[\"encrypt\"]}', false",
    "RS256, '{\"alg\":\"HS256\"}', false",
    "RS256, '{\"alg\":\"ES256\"}', false",
    "RS256, '{\"alg\":\"none\"}', false",
    "RS256, '{\"use\":\"sig\",\"key_ops\":[\"verify\"]}', true",
    "ES256, '{\"crv\":\"P-999\"}', false",
    "EdDSA, '{}', true"
  })
  void onlyKeysThatVerifyAreTaken(String algorithm, String change, boolean taken) {
    var key = new JsonObject(Tokens.key("k", algorithm).toJson());
    var set = "{\"keys\":[" + key.mergeIn(new JsonObject(change)) + "]}";

    assertThat(KeySet.parse(set).orElseThrow().named(Optional.of("k"))).hasSize(taken ? 1 : 0);
  }

  @Test
  void aKeyWithoutAlgorithmHasTheOneOfItsType() {
    var key = new JsonObject(Tokens.key("k", "RS512").toJson());
    key.remove("alg");

    assertThat(KeySet.parse("{\"keys\":[" + key + "]}").orElseThrow().keys())
        .singleElement()
        .satisfies(only -> assertThat(only.algorithm()).isEqualTo(Algorithm.RS256));
  }
}
