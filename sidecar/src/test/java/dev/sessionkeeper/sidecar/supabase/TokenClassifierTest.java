package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.Claims;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenClassifierTest {
  private static final String SESSION = "{\"access_token\":\"a.b.c\",\"refresh_token\":\"r\"}";

  private final TokenClassifier classifier = new TokenClassifier(TokenClassifierTest::session);

  @ParameterizedTest
  @MethodSource("dev.sessionkeeper.sidecar.supabase.ClassifierRows#all")
  @DisplayName("rule 3: only an answer of the closed list ends a session")
  void eachRowMeansWhatTheTableSays(ClassifierRows.Row row) {
    var expected =
        switch (row.verdict()) {
          case ClassifierRows.Verdict.Ends(FatalCode code) -> code.code();
          case ClassifierRows.Verdict.Keeps(UnavailableReason reason) -> reason.label();
        };

    assertThat(meaning(classifier.judge(row.reply()))).isEqualTo(expected);
    assertThat(classifier.judge(row.reply()) instanceof TokenAnswer.Fatal)
        .isEqualTo(row.verdict() instanceof ClassifierRows.Verdict.Ends);
  }

  @Test
  void aSessionIsASuccessAndTellsWhyTheTokenWasTakenAgain() {
    var reply =
        new AuthReply.Answer(
            200, Map.of("sb-auth-refresh-token-reuse-cause", "concurrent-refresh"), SESSION);

    assertThat(classifier.judge(reply))
        .isInstanceOfSatisfying(
            TokenAnswer.Success.class,
            success -> assertThat(success.reuseCause()).isEqualTo(ReuseCause.CONCURRENT_REFRESH));
  }

  @Test
  void aSessionUnderAnotherStatusIsNone() {
    var reply = new AuthReply.Answer(201, Map.of(), SESSION);

    assertThat(meaning(classifier.judge(reply))).isEqualTo("not_a_session");
  }

  @ParameterizedTest
  @CsvSource({"7,7", "0,-1", "-3,-1", "soon,-1", "999999999999,120", "3600,120"})
  @DisplayName("R15: the pause of a 429 is read where it is one, and is at most two minutes")
  void retryAfterIsBounded(String header, int seconds) {
    var reply = new AuthReply.Answer(429, Map.of("retry-after", header), "");
    var pause = seconds < 0 ? Optional.<Duration>empty() : Optional.of(Duration.ofSeconds(seconds));

    assertThat(classifier.judge(reply))
        .isEqualTo(
            new TokenAnswer.Unavailable(UnavailableReason.RATE_LIMITED, pause, Repeat.USELESS));
  }

  @Test
  @DisplayName("of complete answers only a conflict is worth presenting the same token again")
  void onlyAConflictIsWorthRepeatingAmongAnswers() {
    assertThat(ClassifierRows.answers().map(ClassifierRows.Row::reply).map(classifier::judge))
        .filteredOn(TokenAnswer.Unavailable.class::isInstance)
        .map(TokenAnswer.Unavailable.class::cast)
        .allMatch(
            answer ->
                (answer.repeat() == Repeat.SAFE)
                    == (answer.reason() == UnavailableReason.CONFLICT));
  }

  @Test
  @DisplayName("rule 7: the text of an answer holds nothing of its body")
  void theTextOfAnAnswerIsRedacted() {
    assertThat(new AuthReply.Answer(200, Map.of("x", "marked"), "marked"))
        .hasToString("Answer[status=200]");
  }

  private static String meaning(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Success success -> "success";
      case TokenAnswer.Fatal(FatalCode code) -> code.code();
      case TokenAnswer.Unavailable(
              UnavailableReason reason,
              Optional<Duration> pause,
              Repeat repeat) ->
          reason.label();
    };
  }

  private static Optional<Session> session(String body) {
    var members = JsonMembers.of(body);
    var access = members.flatMap(all -> all.text("access_token")).filter(text -> !text.isEmpty());
    var refresh = members.flatMap(all -> all.text("refresh_token")).filter(text -> !text.isEmpty());
    return access.isPresent() && refresh.isPresent()
        ? Optional.of(
            new Session(
                new AccessToken(access.get()),
                new RefreshToken(refresh.get()),
                Claims.NONE,
                Optional.empty(),
                body))
        : Optional.empty();
  }
}
