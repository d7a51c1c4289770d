package dev.sessionkeeper.sidecar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.control.Fault;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The server itself judges tokens.
class UserModeTest {
  private static final Verification VERIFIED = new Verification.Verified();
  private static final Verification REFUSED = new Verification.Forged(Reasons.REFUSED);
  private static final Verification EXPIRED = new Verification.Unverifiable(Reasons.EXPIRED);

  private final VerifyStage stage = VerifyStage.withSecretServer(VerifyMode.USER);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void manyRequestsWithOneTokenAreOneCall() {
    var session = stage.signUp();
    var verifications = new ArrayList<Future<Verification>>();

    for (var call = 0; call < 50; call++) {
      verifications.add(stage.verifier().verify(session));
    }

    assertThat(verifications).allSatisfy(v -> assertThat(AuthStage.answer(v)).isEqualTo(VERIFIED));
    assertThat(stage.verifier().verify(session).isComplete()).isTrue();
    assertThat(stage.userCalls()).isEqualTo(1);
  }

  @Test
  void anEndedSessionIsNoticedAfterAMinute() {
    var session = stage.signUp();
    stage.verify(session);
    stage.signOut(session);

    stage.advance(Duration.ofSeconds(59));
    var within = stage.verify(session);
    stage.advance(Duration.ofSeconds(1));

    assertThat(within).isEqualTo(VERIFIED);
    assertThat(stage.verify(session)).isEqualTo(REFUSED);
    assertThat(stage.userCalls()).isEqualTo(2);
  }

  @Test
  void anExpiredTokenIsNotJudgedAndNobodyIsAsked() {
    var session = stage.signUp();
    stage.verify(session);
    stage.advance(Duration.ofHours(1));

    var verification = stage.verifier().verify(session);

    assertThat(verification.isComplete()).isTrue();
    assertThat(verification.result()).isEqualTo(EXPIRED);
    assertThat(stage.userCalls()).isEqualTo(1);
  }

  @Test
  void anAnswerIsForgottenWhenTheTokenExpires() {
    var session = stage.signUp();
    stage.advance(Duration.ofSeconds(3_590));
    var before = stage.verify(session);
    stage.advance(Duration.ofSeconds(10));

    assertThat(before).isEqualTo(VERIFIED);
    assertThat(stage.verify(session)).isEqualTo(EXPIRED);
  }

  @Test
  void aForgedTokenIsRefusedOnceAMinute() {
    var forgery = Tokens.tampered(stage.signUp());

    stage.verify(forgery);

    assertThat(stage.verify(forgery)).isEqualTo(REFUSED);
    assertThat(stage.userCalls()).isEqualTo(1);
  }

  @Test
  void aTokenRefusedAboutItsExpiryIsNotCalledForged() {
    var header = new JsonObject().put("alg", "HS256");

    var soon = Tokens.unsigned(header, Instant.now().plusSeconds(50));
    var later = Tokens.unsigned(header, Instant.now().plusSeconds(90));

    assertThat(stage.verify(soon)).isEqualTo(EXPIRED);
    assertThat(stage.verify(later)).isEqualTo(REFUSED);
  }

  @Test
  void aServerThatIsDownForgesNothingAndIsAskedAgain() {
    var session = stage.signUp();
    stage.breakDown(new Fault.Answer(503, Map.of(), ""));

    var down = stage.verify(session);
    stage.recover();

    assertThat(down).isEqualTo(new Verification.Unverifiable(Reasons.UNAVAILABLE));
    assertThat(stage.verify(session)).isEqualTo(VERIFIED);
  }

  @Test
  void anAnswerForAnotherUserProvesNothing() {
    var session = stage.signUp();
    stage.breakDown(new Fault.Answer(200, Map.of(), "{\"id\":\"somebody else\"}"));

    assertThat(stage.verify(session)).isEqualTo(new Verification.Unverifiable(Reasons.OTHER_USER));
  }

  @Test
  void aFloodOfTokensDoesNotTakeAllConnections() {
    stage.breakDown(new Fault.Hang());
    var header = new JsonObject().put("alg", "HS256");
    for (var call = 0; call < 16; call++) {
      stage.verifier().verify(Tokens.unsigned(header, Instant.now().plusSeconds(1_000 + call)));
    }

    var oneMore =
        stage.verifier().verify(Tokens.unsigned(header, Instant.now().plusSeconds(9_000)));

    assertThat(oneMore.isComplete()).isTrue();
    assertThat(oneMore.result()).isEqualTo(new Verification.Unverifiable(Reasons.OVERLOADED));
  }
}
