package dev.sessionkeeper.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sessionkeeper.sidecar.TroubleshootingPage;
import dev.sessionkeeper.sidecar.refresh.RefreshEvents.CircuitState;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.Repeat;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LogMessagesTest {
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(RefreshTelemetry.class);
  private final RefreshTelemetry telemetry = new RefreshTelemetry(new Metrics());

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void everyTurnOfTheCircuitIsExplained() throws IOException {
    telemetry.circuitTurned(CircuitState.OPEN);

    assertExplained("state", "open");
  }

  // The two others are found out without a call or after it.
  @ParameterizedTest
  @EnumSource(
      names = {"CIRCUIT_OPEN", "OTHER_SESSION"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyReasonForNoAnswerIsExplained(UnavailableReason reason) throws IOException {
    var none = new TokenAnswer.Unavailable(reason, Optional.empty(), Repeat.USELESS);

    telemetry.called(none, Duration.ofMillis(3));

    assertExplained("reason", reason.label());
  }

  @ParameterizedTest
  @EnumSource
  void everyEndOfASessionIsExplained(FatalCode code) throws IOException {
    telemetry.ended(code);

    assertExplained("error_code", code.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ConfigTelemetry.MEMBER_IGNORED,
        ConfigTelemetry.FILE_REFUSED,
        ConfigTelemetry.AFTER_RESTART
      })
  void everyMessageAboutTheConfigurationIsExplained(String message) throws IOException {
    TroubleshootingPage.assertQuotes(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {StoreTelemetry.DOWN, StoreTelemetry.SEALED_OTHERWISE})
  void everyMessageAboutTheSharedStoreIsExplained(String message) throws IOException {
    TroubleshootingPage.assertQuotes(message);
  }

  @Test
  void aSignOutThatIsNotConfirmedIsExplained() throws IOException {
    TroubleshootingPage.assertQuotes(EndpointTelemetry.UNCONFIRMED);
  }

  private void assertExplained(String key, String value) throws IOException {
    assertThat(lines.list).hasSize(1);
    var line = lines.list.getFirst();
    TroubleshootingPage.assertQuotes(line.getMessage());
    assertThat(line.getKeyValuePairs())
        .anySatisfy(
            pair -> {
              assertThat(pair.key).isEqualTo(key);
              assertThat(pair.value).isEqualTo(value);
            });
    TroubleshootingPage.assertQuotes(value);
  }
}
