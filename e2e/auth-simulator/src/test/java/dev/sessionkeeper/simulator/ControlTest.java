package dev.sessionkeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The control calls over HTTP, and what an embedding test has instead.
class ControlTest {
  private RunningSimulator running;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    running = RunningSimulator.with(SimulatorOptions.defaults().withPrefix("/auth/v1"));
    caller = new Caller("http://127.0.0.1:" + running.simulator().port());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void theServerAnswersBelowThePrefixAndAtBarePaths() throws Exception {
    assertThat(running.caller().get("/health").body()).contains("GoTrue");
    assertThat(caller.get("/health").body()).contains("GoTrue");
    assertThat(caller.get("/auth/health").statusCode()).isEqualTo(404);
  }

  @Test
  void callsAreCountedByPathAndByToken() throws Exception {
    var session = running.caller().signUp();
    var refreshed = new JsonObject(caller.refresh(session).body());
    caller.refresh(session);

    var counts = new JsonObject(caller.get("/__control/calls").body());

    assertThat(counts.getInteger("total")).isEqualTo(3);
    assertThat(counts.getJsonObject("paths").getInteger("POST /token?grant_type=refresh_token"))
        .isEqualTo(2);
    assertThat(counts.getJsonObject("tokens").getMap())
        .containsEntry(session.getString("refresh_token"), 2)
        .doesNotContainKey(refreshed.getString("refresh_token"));
    assertThat(running.simulator().calls().counts().refreshes()).isEqualTo(2);
  }

  @Test
  void answersThatWentOutAreCountedByToken() throws Exception {
    var session = running.caller().signUp();
    caller.post("/__control/faults", new JsonObject().put("fault", "html").put("times", 1));
    caller.refresh(session);
    caller.post("/__control/faults", new JsonObject().put("fault", "reset-after").put("times", 1));
    assertThatThrownBy(() -> caller.refresh(session)).isInstanceOf(IOException.class);
    caller.post("/__control/faults", new JsonObject().put("fault", "delay").put("times", 1));
    caller.refresh(session);

    var counts = new JsonObject(caller.get("/__control/calls").body());

    var token = session.getString("refresh_token");
    assertThat(counts.getJsonObject("tokens").getInteger(token)).isGreaterThanOrEqualTo(3);
    assertThat(counts.getJsonObject("answered").getMap())
        .containsExactlyEntriesOf(Map.of(token, 1));
  }

  @Test
  void theLastCallsAreKeptAsTheyCame() throws Exception {
    caller.get("/user", "Authorization", "Bearer x", "X-Forwarded-For", "203.0.113.7");

    var requests =
        new JsonObject(caller.get("/__control/calls?requests=true").body())
            .getJsonArray("requests");

    var headers = requests.getJsonObject(0).getJsonObject("headers");
    assertThat(requests.getJsonObject(0).getString("path")).isEqualTo("/user");
    assertThat(headers.getMap()).containsEntry("X-Forwarded-For", "203.0.113.7");
  }

  @Test
  void theClockMovesAccessTokensPastTheirEnd() throws Exception {
    var session = caller.signUp();
    var bearer = "Bearer " + session.getString("access_token");
    assertThat(caller.get("/user", "Authorization", bearer).statusCode()).isEqualTo(200);

    caller.post("/__control/clock", new JsonObject().put("advance", "61m"));

    assertThat(caller.get("/user", "Authorization", bearer).body()).contains("token is expired");
    assertThat(caller.refresh(session).statusCode()).isEqualTo(200);
  }

  @Test
  void theClockCanBeAheadOrBehind() throws Exception {
    caller.post("/__control/clock", new JsonObject().put("shift", "-5m"));

    var session = caller.signUp();

    var expected = running.simulator().clock().instant().getEpochSecond() + 3600;
    assertThat(session.getLong("expires_at")).isBetween(expected - 5, expected + 5);
    assertThat(running.simulator().clock().shift()).isEqualTo(Duration.ofMinutes(-5));
  }

  @Test
  void faultsAreReadFromJson() throws Exception {
    var session = caller.signUp();
    var fault = new JsonObject().put("fault", "html").put("times", 1);

    assertThat(caller.post("/__control/faults", fault).statusCode()).isEqualTo(200);

    var answer = caller.refresh(session);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
  }

  @Test
  void nonsenseIsRefusedWithAReason() throws Exception {
    var fault = caller.post("/__control/faults", new JsonObject().put("fault", "earthquake"));
    var settings = caller.post("/__control/reset", new JsonObject().put("GOTRUE_JWT_EXP", "soon"));
    var path = caller.get("/__control/nothing");

    assertThat(fault.statusCode()).isEqualTo(400);
    assertThat(fault.body()).contains("unknown 'earthquake'");
    assertThat(settings.body()).contains("GOTRUE_JWT_");
    assertThat(path.statusCode()).isEqualTo(400);
  }

  @Test
  void anEmbeddingTestRestartsWithOtherSettings() throws Exception {
    var session = caller.signUp();

    running.simulator().reconfigure(Map.of("GOTRUE_JWT_EXP", "60")).await(5, TimeUnit.SECONDS);

    var refreshed = new JsonObject(caller.refresh(session).body());
    assertThat(refreshed.getInteger("expires_in")).isEqualTo(60);
  }

  @Test
  void aResetForgetsEverything() throws Exception {
    var session = caller.signUp();
    running.simulator().clock().set(Duration.ofHours(1));

    running.simulator().reset().await(5, TimeUnit.SECONDS);

    assertThat(caller.refresh(session).body()).contains("refresh_token_not_found");
    assertThat(running.simulator().calls().counts().total()).isEqualTo(1);
    assertThat(running.simulator().clock().shift()).isZero();
  }
}
