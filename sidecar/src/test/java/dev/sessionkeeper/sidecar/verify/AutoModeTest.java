package dev.sessionkeeper.sidecar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.sidecar.session.Verification;
import java.time.Duration;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `Auto` asks the one who can tell.
class AutoModeTest {
  private static final Verification VERIFIED = new Verification.Verified();
  private static final PublicJsonWebKey KEY = Tokens.key("key-1", "ES256");

  private static VerifyStage stage(Server server) {
    return switch (server) {
      case WITH_KEYS -> VerifyStage.withKeyServer(VerifyMode.AUTO, KEY);
      case WITH_SECRET -> VerifyStage.withSecretServer(VerifyMode.AUTO);
    };
  }

  enum Server {
    WITH_KEYS,
    WITH_SECRET
  }

  enum Secret {
    KNOWN,
    MISSING
  }

  private static void tell(VerifyStage stage, Secret secret) {
    switch (secret) {
      case KNOWN -> stage.know(VerifyStage.SECRET);
      case MISSING -> stage.know("");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WITH_KEYS, KNOWN, 1, 0",
    "WITH_KEYS, MISSING, 1, 0",
    "WITH_SECRET, KNOWN, 0, 0",
    "WITH_SECRET, MISSING, 0, 1"
  })
  void theServersOwnTokenIsVerified(Server server, Secret secret, int fetches, int userCalls) {
    try (var stage = stage(server)) {
      tell(stage, secret);
      var session = stage.signUp();

      assertThat(stage.verify(session)).isEqualTo(VERIFIED);
      assertThat(stage.keyFetches()).isEqualTo(fetches);
      assertThat(stage.userCalls()).isEqualTo(userCalls);
    }
  }

  @ParameterizedTest
  @CsvSource({"KNOWN, 0", "MISSING, 1"})
  void aTokenOfAKeyIsForgedWhereNoKeysArePublished(Secret secret, int userCalls) {
    try (var stage = stage(Server.WITH_SECRET)) {
      tell(stage, secret);

      var verification = stage.verify(Tokens.signed("ES256", "key-1", KEY.getPrivateKey()));

      assertThat(verification).isInstanceOf(Verification.Forged.class);
      assertThat(stage.keyFetches()).isEqualTo(1);
      assertThat(stage.userCalls()).isEqualTo(userCalls);
    }
  }

  @Test
  void aServerThatChangesFromSecretToKeysIsFollowed() {
    try (var stage = stage(Server.WITH_SECRET)) {
      stage.verify(Tokens.signed("ES256", "other", KEY.getPrivateKey()));
      stage.rotateTo(KEY);
      stage.advance(Duration.ofSeconds(30));

      assertThat(stage.verify(stage.signUp())).isEqualTo(VERIFIED);
    }
  }
}
