package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

  @Test
  @DisplayName("rule 7: the text of a session or token says nothing of its value")
  void secretsAreRedacted() {
    var access = new AccessToken("marked-access");
    var refresh = new RefreshToken("marked-refresh");
    var session = new Session(access, refresh, Claims.NONE, Optional.empty(), "marked-json");

    assertThat(access).hasToString("AccessToken[redacted]");
    assertThat(refresh).hasToString("RefreshToken[redacted]");
    assertThat(session).hasToString("Session[expiresAt=Optional.empty]");
  }

  @ParameterizedTest
  @EnumSource(FatalCode.class)
  @DisplayName("rule 3: the closed list of fatal codes is known by the server's own names")
  void aFatalCodeIsFoundByItsText(FatalCode code) {
    assertThat(code.code()).isLowerCase();
    assertThat(FatalCode.of(code.code())).contains(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "conflict", "over_request_rate_limit", "unexpected_failure", "USER_BANNED"})
  @DisplayName("rule 3: every other code is not fatal")
  void anyOtherCodeIsNotFatal(String code) {
    assertThat(FatalCode.of(code)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(UnavailableReason.class)
  void aReasonIsALabelInLowerCase(UnavailableReason reason) {
    assertThat(reason.label()).matches("[a-z0-9_]+");
  }
}
