package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rule 7: no token in any log, metric, error page or foreign header, at any level.
class SecrecyTest {
  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("rule 7: nothing of a session is logged, counted or shown, whatever happens to it")
  void noTokenLeaks() {
    try (var log = LogLines.listen()) {
      var session = Sessions.expired(stage.signUp());
      var refreshed = passed(session);
      var ended = Sessions.changed(session, "refresh_token", "marked-refresh-token");
      passed(ended);
      stage.auth().faults().add(FaultRule.onEveryToken(unavailable(session)));
      passed(Sessions.expired(stage.signUp("bert@example.com")));
      var problems =
          List.of(
              stage.browser().get("/api/x", "Cookie: " + TestConfig.COOKIE + "=marked-cookie"),
              stage.browser().get("/api/%2e%2e/x?marked-query", Sessions.field(session)),
              broken(session));

      var told = log.texts() + stage.scrape() + problems.stream().map(Message::body).toList();

      assertThat(told).doesNotContain("marked-", "eyJ", "base64-", "example.com");
      assertThat(told)
          .doesNotContain(session.refreshToken().value())
          .doesNotContain(refreshed.refreshToken().value());
    }
  }

  @Test
  @DisplayName(
      "rule 7: the session goes to the application in Cookie alone, and back in Set-Cookie")
  void tokensStayInTheirFields() {
    var session = Sessions.expired(stage.signUp());
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(session)));

    var request = stage.app().answer(App.OK);
    var response = browser.response();

    assertThat(request.fields()).filteredOn(line -> line.contains("base64-")).hasSize(1);
    assertThat(response.fields())
        .filteredOn(line -> line.contains("base64-"))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).startsWithIgnoringCase("Set-Cookie: "));
  }

  private Session passed(Session session) {
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(session)));
    stage.app().answerWith("Connection: close");
    var lines = browser.response().setCookies();
    return lines.stream().anyMatch(line -> line.contains("base64-"))
        ? Sessions.inLines(lines)
        : session;
  }

  private Message broken(Session session) {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", Sessions.field(session), "Content-Length: 0"));
    var app = stage.app().accept();
    app.request();
    app.reset();
    return browser.response();
  }

  private static Fault unavailable(Session session) {
    return new Fault.Answer(503, Map.of(), "marked-body " + session.refreshToken().value());
  }
}
