package dev.sessionkeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes wrong on command goes wrong exactly so, and only as often as commanded.
class FaultsTest {
  private RunningSimulator running;
  private Caller caller;
  private JsonObject session;

  @BeforeEach
  void signUp() throws Exception {
    running = RunningSimulator.with(SimulatorOptions.defaults());
    caller = running.caller();
    session = caller.signUp();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void inject(Fault fault) {
    running.simulator().faults().add(FaultRule.onToken(fault, 1));
  }

  /// What the next refresh with the same token says about reuse: `Optional.of("false")` = it
  /// rotates now.
  private Optional<String> nextReuseHeader() throws Exception {
    return caller.refresh(session).headers().firstValue("sb-auth-refresh-token-reuse");
  }

  @Test
  void aResetBeforeTheRotationLeavesTheTokenUnused() throws Exception {
    inject(new Fault.ResetBefore());

    assertThatThrownBy(() -> caller.refresh(session)).isInstanceOf(IOException.class);

    assertThat(nextReuseHeader()).contains("false");
  }

  @Test
  void aResetAfterTheRotationHasUsedTheToken() throws Exception {
    inject(new Fault.ResetAfter());

    assertThatThrownBy(() -> caller.refresh(session)).isInstanceOf(IOException.class);

    assertThat(caller.refresh(session).statusCode()).isEqualTo(200);
    assertThat(nextReuseHeader()).isEmpty();
  }

  @Test
  void aHangNeverAnswersAndChangesNothing() throws Exception {
    inject(new Fault.Hang());

    assertThatThrownBy(() -> impatient("/token?grant_type=refresh_token"))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(nextReuseHeader()).contains("false");
  }

  @Test
  void aHangAfterTheRotationHasUsedTheToken() throws Exception {
    inject(new Fault.HangAfter());

    assertThatThrownBy(() -> impatient("/token?grant_type=refresh_token"))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(nextReuseHeader()).isEmpty();
  }

  private void impatient(String path) throws Exception {
    var body = new JsonObject().put("refresh_token", session.getString("refresh_token"));
    var request =
        HttpRequest.newBuilder(URI.create(caller.url() + path))
            .timeout(Duration.ofMillis(500))
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aDelayedAnswerIsTheRealOne() throws Exception {
    inject(new Fault.Delay(Duration.ofMillis(300)));
    var start = System.nanoTime();

    var answer = caller.refresh(session);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void anyAnswerCanBeGiven() throws Exception {
    inject(new Fault.Answer(503, Map.of("Retry-After", "7"), "upstream down"));

    var answer = caller.refresh(session);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(answer.body()).isEqualTo("upstream down");
    assertThat(nextReuseHeader()).contains("false");
  }

  @Test
  void halfOfTheJsonArrivesAsACompleteMessage() throws Exception {
    inject(new Fault.TruncatedJson());

    var answer = caller.refresh(session);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"access_token\":").doesNotEndWith("}");
  }

  @Test
  void aCutBodyBreaksTheConnection() {
    inject(new Fault.CutBody());

    assertThatThrownBy(() -> caller.refresh(session)).isInstanceOf(IOException.class);
  }

  @Test
  void aTrickleDeliversTheWholeBody() throws Exception {
    inject(new Fault.Trickle(Duration.ofMillis(1), 100));

    var answer = new JsonObject(caller.refresh(session).body());

    assertThat(answer.getString("refresh_token")).hasSize(12);
  }

  @Test
  void aSpentRateLimitMayNameATime() throws Exception {
    inject(new Fault.RateLimit(Optional.of(30)));
    inject(new Fault.RateLimit(Optional.empty()));

    var timed = caller.refresh(session);
    var untimed = caller.refresh(session);

    assertThat(timed.statusCode()).isEqualTo(429);
    assertThat(timed.headers().firstValue("Retry-After")).contains("30");
    assertThat(untimed.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void r18_anotherUsersSessionCanBeAnswered() throws Exception {
    inject(new Fault.OtherUser());

    var answer = new JsonObject(caller.refresh(session).body());

    assertThat(userId(answer)).isNotEqualTo(userId(session));
  }

  @Test
  void r18_anotherSessionOfTheSameUserCanBeAnswered() throws Exception {
    inject(new Fault.OtherSession());

    var answer = caller.refresh(session);

    assertThat(userId(new JsonObject(answer.body()))).isEqualTo(userId(session));
    assertThat(answer.headers().firstValue("sb-auth-refresh-token-reuse")).isEmpty();
  }

  private static UUID userId(JsonObject session) {
    return UUID.fromString(session.getJsonObject("user").getString("id"));
  }

  @Test
  void aFaultHitsAfterTheSkippedCallsAndAsOftenAsSaid() throws Exception {
    var fault = new Fault.Answer(500, Map.of(), "");
    running.simulator().faults().add(new FaultRule(fault, "/token", 1, Optional.of(2)));

    var first = caller.refresh(session).statusCode();
    var second = caller.refresh(session).statusCode();
    var third = caller.refresh(session).statusCode();
    var fourth = caller.refresh(session).statusCode();

    assertThat(new int[] {first, second, third, fourth}).containsExactly(200, 500, 500, 200);
  }

  @Test
  void aFaultOfOnePathSparesTheOthersUntilItIsCleared() throws Exception {
    running.simulator().faults().add(FaultRule.onEveryToken(new Fault.Answer(502, Map.of(), "")));

    assertThat(caller.get("/health").statusCode()).isEqualTo(200);
    assertThat(caller.refresh(session).statusCode()).isEqualTo(502);
    running.simulator().faults().clear();
    assertThat(caller.refresh(session).statusCode()).isEqualTo(200);
  }
}
