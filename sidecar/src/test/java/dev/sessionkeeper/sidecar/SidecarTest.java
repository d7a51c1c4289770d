package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.telemetry.ToldLines;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A whole sidecar between a browser, an application and an Auth server, on real sockets.
class SidecarTest {
  private final SidecarStage stage = new SidecarStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void anExpiredSessionIsRefreshedOnTheWayIn() throws Exception {
    stage.start();
    var expired = expired(stage.auth().signUp());

    var answer = stage.get("/", expired);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("state=refreshed");
    assertThat(answer.headers().firstValue("set-cookie").orElseThrow()).contains("HttpOnly");
    assertThat(answer.headers().firstValue("server-timing").orElseThrow())
        .startsWith("sessionkeeper;desc=\"refreshed\";dur=");
  }

  @Test
  void aChangedFileIsPutInForceAsAWhole() throws Exception {
    stage.start();
    assertThat(stage.get("/").body()).contains("app=first");

    stage.write(stage.config(stage.secondAppPort(), 2));

    await().atMost(SidecarStage.PATIENCE).until(() -> stage.get("/").body().contains("app=second"));
    assertThat(stage.metrics()).contains("sessionkeeper_config_generation 2.0");
  }

  @Test
  void aFileThatMayNotBeUsedChangesNothingAndIsTold() throws Exception {
    stage.start();

    Files.writeString(stage.file(), "{\"policy\": 7}");

    await()
        .atMost(SidecarStage.PATIENCE)
        .until(() -> stage.ready().body().contains("ConfigRefused"));
    assertThat(stage.ready().statusCode()).isEqualTo(200);
    assertThat(stage.get("/").body()).contains("app=first");
    assertThat(stage.metrics())
        .contains("sessionkeeper_config_reloads_total{outcome=\"refused\"} 1.0");
  }

  @Test
  void whatWasLearntOfSessionsOutlivesAChangeOfTheRoutes() throws Exception {
    stage.start();
    var expired = expired(stage.auth().signUp());
    stage.get("/", expired);

    stage.write(stage.config(stage.secondAppPort(), 2));
    await().atMost(SidecarStage.PATIENCE).until(() -> stage.get("/").body().contains("app=second"));
    stage.get("/", expired);

    assertThat(stage.auth().simulator().calls().counts().refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("O12 a missing secret is told, stops no request, and is picked up when it comes")
  void aMissingSecretIsToldAndPickedUp() throws Exception {
    Files.delete(stage.keyFile());
    stage.start();
    var expired = expired(stage.auth().signUp());
    assertThat(stage.get("/", expired).body()).contains("state=unavailable");
    assertThat(stage.ready().body()).contains("SecretMissing");

    Files.writeString(stage.keyFile(), "key-that-came-late");

    await()
        .atMost(SidecarStage.PATIENCE)
        .until(() -> stage.get("/", expired).body().contains("state=refreshed"));
    assertThat(stage.ready().body()).doesNotContain("SecretMissing");
  }

  @Test
  @DisplayName("a secret key where a publishable one suffices is told, without the key, and works")
  void aSecretKeyIsToldAndWorks() throws Exception {
    Files.writeString(stage.keyFile(), "sb_secret_0");
    stage.start();

    var answer = stage.get("/", expired(stage.auth().signUp()));

    assertThat(answer.body()).contains("state=refreshed");
    assertThat(stage.ready().body()).contains("SecretKeyUnneeded").doesNotContain("sb_secret_0");
  }

  @Test
  void anUnreachableAuthServerIsToldAndStopsNoRequest() throws Exception {
    stage.auth().simulator().stop().await();
    stage.start();

    await()
        .atMost(SidecarStage.PATIENCE)
        .until(() -> stage.ready().body().contains("AuthUnreachable"));
    assertThat(stage.ready().statusCode()).isEqualTo(200);
    assertThat(stage.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void aDrainLetsRunningRequestsFinish() throws Exception {
    var sidecar = stage.start();
    var slow = stage.getLater("/slow");
    await().atMost(SidecarStage.PATIENCE).until(stage::hasSlowRequest);

    var drained = CompletableFuture.runAsync(sidecar::drain);
    await().atMost(SidecarStage.PATIENCE).until(() -> stage.ready().statusCode() == 503);
    stage.finishSlowRequest();

    assertThat(slow.get().body()).contains("app=first");
    drained.get();
  }

  @Test
  void aPortInUseIsOneSentence() throws Exception {
    stage.start();

    var second = stage.startAgain();

    assertThat(second)
        .isInstanceOfSatisfying(
            Sidecar.Start.PortUnavailable.class,
            problem ->
                assertThat(problem.sentence())
                    .startsWith("Port " + stage.port())
                    .contains("(listener.port) is in use: stop the program"));
  }

  @Test
  @DisplayName("rule 7: no token leaves the process but towards the browser, the app and Auth")
  void noTokenLeavesTheProcess() throws Exception {
    try (var told = new ToldLines()) {
      stage.start();
      var session = stage.auth().signUp();
      var expired = expired(session);
      stage.get("/", expired);
      stage.get("/", session);
      stage.auth().signOut(session);
      stage.get("/", garbled(expired));
      stage.get("/protected", expired);
      stage.stopApp();
      var broken = stage.get("/", session);

      var everything =
          told.text() + stage.metrics() + stage.ready().body() + broken.body() + broken.headers();

      assertThat(everything).contains("policy in force").contains("sessionkeeper_requests_total");
      assertThat(marks(List.of(session, expired)))
          .allSatisfy(mark -> assertThat(everything).doesNotContain(mark));
    }
  }

  private static List<String> marks(List<Session> sessions) {
    return sessions.stream()
        .flatMap(
            session ->
                List.of(
                    session.refreshToken().value(),
                    session.accessToken().value(),
                    signature(session),
                    "base64-",
                    "ada@example.com")
                    .stream())
        .toList();
  }

  private static String signature(Session session) {
    var token = session.accessToken().value();
    return token.substring(token.lastIndexOf('.') + 1);
  }

  private static Session expired(Session session) {
    var json = new JsonObject(session.json()).put("expires_at", Instant.EPOCH.getEpochSecond() + 1);
    return SessionText.ofStored(json.encode()).orElseThrow();
  }

  private static Session garbled(Session session) {
    var json = new JsonObject(session.json()).put("refresh_token", "garbage00000");
    return SessionText.ofStored(json.encode()).orElseThrow();
  }
}
