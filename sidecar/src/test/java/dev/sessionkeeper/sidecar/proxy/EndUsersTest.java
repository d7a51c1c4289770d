package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.ClientAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the Auth server is told of the visitor behind a refresh.
class EndUsersTest {

  @ParameterizedTest(name = "R17 X-Forwarded-For: {0} is a visitor at {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "203.0.113.7, 203.0.113.7",
        "`6.6.6.6, 203.0.113.7`, 203.0.113.7",
        "`203.0.113.7, 10.0.0.9`, 203.0.113.7",
        "`203.0.113.7:4711, 10.0.0.9:80`, 203.0.113.7",
        "`[2001:DB8::0:1]:443, 10.0.0.9`, 2001:db8::1",
        "`unknown, 10.0.0.9`, 10.0.0.9",
        "`10.0.0.8, 10.0.0.9`, 10.0.0.8",
        "`1.2.3.999`, 127.0.0.1",
        "``, 127.0.0.1"
      })
  void theVisitorIsTheLastHopThatIsNoProxy(String hops, String visitor) {
    var settings = new TestConfig().trustedProxies("127.0.0.0/8", "10.0.0.0/8");
    try (var stage = Stage.with(settings.clientAddress(ClientAddress.FORWARD))) {
      refresh(stage, "X-Forwarded-For: " + hops, "User-Agent: Mozilla/5.0 (X11)");

      assertThat(tokenCall(stage))
          .containsEntry("x-forwarded-for", visitor)
          .containsEntry("user-agent", "Mozilla/5.0 (X11)");
    }
  }

  @Test
  @DisplayName("P10 a stranger's X-Forwarded-For is not the visitor's address")
  void aStrangerIsNotBelieved() {
    try (var stage = Stage.with(new TestConfig().clientAddress(ClientAddress.FORWARD))) {
      refresh(stage, "X-Forwarded-For: 6.6.6.6");

      assertThat(tokenCall(stage)).containsEntry("x-forwarded-for", "127.0.0.1");
    }
  }

  @Test
  void aUserAgentThatIsNoAsciiIsOurs() {
    try (var stage = Stage.with(new TestConfig().clientAddress(ClientAddress.FORWARD))) {
      refresh(stage, "User-Agent: Moz\u00efla");

      assertThat(tokenCall(stage)).containsEntry("user-agent", "sessionkeeper-sidecar/test");
    }
  }

  @Test
  void byDefaultNothingIsTold() {
    try (var stage = Stage.open()) {
      refresh(stage, "User-Agent: Mozilla/5.0", "Cookie2: x", "Authorization: Basic b3du");

      assertThat(tokenCall(stage))
          .doesNotContainKeys("x-forwarded-for", "sb-forwarded-for", "cookie", "cookie2")
          .containsEntry("user-agent", "sessionkeeper-sidecar/test");
    }
  }

  private static void refresh(Stage stage, String... fields) {
    var all = new String[fields.length + 1];
    all[0] = Sessions.field(Sessions.expired(stage.signUp()));
    System.arraycopy(fields, 0, all, 1, fields.length);
    stage.browser().send(Wire.request("GET", "/", all));
    stage.app().answer(App.OK);
  }

  private static Map<String, String> tokenCall(Stage stage) {
    var headers = new TreeMap<String, String>();
    stage.auth().calls().lastCalls().stream()
        .filter(call -> call.path().equals("/token"))
        .reduce((_, last) -> last)
        .orElseThrow()
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }
}
