package dev.sessionkeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the reader says of rules: each member alone, together, and after the rules before it.
class RouteConfigTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/sidecar-config.json");
  private static final String PLAIN =
      """
      {"path": "", "pathPattern": "", "methods": [], "hosts": [], "headers": [],
       "session": "Require", "signIn": "", "assurance": "aal1", "stepUp": "", "roles": [],
       "claims": []}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; routes[0].path: expected one of path and pathPattern, found neither",
        "{'path': '/a', 'pathPattern': '/b'}; routes[0].path: expected one of path and pathPattern,"
            + " found both",
        "{'path': '/a', 'session': 'Refresh', 'roles': ['admin']}; routes[0].session: expected"
            + " Require, as there are assurance, roles or claims, found Refresh",
        "{'path': '/a', 'session': 'Ignore', 'assurance': 'aal2'}; routes[0].session: expected"
            + " Require, as there are assurance, roles or claims, found Ignore",
        "{'path': '/a', 'stepUp': '/mfa'}; routes[0].assurance: expected aal2, as there is a"
            + " stepUp, found aal1",
        "{'path': '/a', 'assurance': 'aal3'}; routes[0].assurance: expected aal1 | aal2, found"
            + " \"aal3\"",
      })
  void membersThatContradictEachOtherAreAProblem(String rule, String sentence) {
    assertThat(sentences(rule)).containsExactly(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "forwarded",
        "X-Real-IP",
        "x-original-url",
        "X-Sessionkeeper-State",
        "a_b",
        "1a",
        "a:",
        ""
      })
  void aHeaderThatOthersSetDecidesAboutNothing(String name) {
    assertThat(sentences("{'path': '/a', 'headers': ['" + name + "']}"))
        .singleElement()
        .asString()
        .startsWith("routes[0].headers[0]: expected the name of a header field that clients set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a..b",
        ".a",
        "a b",
        "a.b.c.d.e.f.g.h.i",
        "user_metadata",
        "user_metadata.role"
      })
  void whatIsNoPathOfAClaimIsAProblem(String name) {
    assertThat(sentences("{'path': '/a', 'claims': [{'name': '" + name + "', 'values': ['x']}]}"))
        .singleElement()
        .asString()
        .startsWith("routes[0].claims[0].name: expected the path of a claim");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'path': '/*', 'signIn': '/login'}; ; routes[0].signIn",
        "{'path': '/*', 'signIn': '/Login'}; ; routes[0].signIn",
        "{'pathPattern': '/.*', 'signIn': '/login'}; ; routes[0].signIn",
        "{'path': '/a/*', 'signIn': '/login'}; {'path': '/lo*'}; routes[0].signIn",
        "{'path': '/a', 'assurance': 'aal2', 'stepUp': '/a'}; ; routes[0].stepUp",
        "{'path': '/a', 'hosts': ['x.y'], 'signIn': '/in'}; {'path': '/in', 'hosts': ['X.Y']};"
            + " routes[0].signIn",
      })
  void aRuleThatClosesThePageItSendsToIsAProblem(String rule, String other, String member) {
    assertThat(sentences(rule, other)).singleElement().asString().startsWith(member + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'path': '/a/*', 'signIn': '/login'}; ",
        "{'path': '/login', 'session': 'Refresh'}; {'path': '/*', 'signIn': '/login'}",
        "{'path': '/a', 'assurance': 'aal2', 'stepUp': '/mfa'}; {'path': '/mfa'}",
        "{'path': '/a', 'signIn': '/in'}; {'path': '/in', 'methods': ['POST']}",
        "{'path': '/a', 'signIn': '/in'}; {'path': '/in', 'headers': ['X-A']}",
        "{'path': '/a', 'signIn': '/in'}; {'path': '/in', 'hosts': ['x.y']}",
        "{'path': '/a', 'hosts': ['a.b'], 'signIn': '/in'}; {'path': '/in', 'hosts': ['x.y']}",
      })
  void aPageThatIsOpenIsNoLoop(String rule, String other) {
    assertThat(sentences(rule, other)).isEmpty();
  }

  @Test
  void whatIsWrongWithAMemberIsToldBeforeWhatFollowsFromIt() {
    assertThat(sentences("{'pathPattern': '/(', 'signIn': '/login'}"))
        .singleElement()
        .asString()
        .startsWith("routes[0].pathPattern: expected a regular expression of RE2");
  }

  private static List<String> sentences(String... rules) {
    try {
      var config = (ObjectNode) JSON.readTree(Files.readString(GOLDEN));
      var routes = config.putArray("routes");
      for (var rule : rules) {
        if (rule != null) {
          var plain = (ObjectNode) JSON.readTree(PLAIN);
          routes.add(plain.setAll((ObjectNode) JSON.readTree(rule.replace('\'', '"'))));
        }
      }
      return SidecarConfigReader.read(config.toString()) instanceof ConfigReading.Invalid invalid
          ? invalid.problems().stream().map(Problem::sentence).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
