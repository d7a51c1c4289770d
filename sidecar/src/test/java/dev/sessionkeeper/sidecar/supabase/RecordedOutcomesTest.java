package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.SsrVectors;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedOutcomesTest {

  @ParameterizedTest
  @MethodSource("outcomes")
  @DisplayName("rule 3: a recorded answer ends a session exactly if its code is of the closed list")
  void aRecordedAnswerIsJudgedByItsCode(JsonNode entry) {
    var response = entry.path("token_response");
    var reply =
        new AuthReply.Answer(
            response.path("status").asInt(), headers(response), response.path("body").asText());
    var fatal =
        FatalCode.of(code(response.path("body").asText()))
            .filter(code -> reply.status() == 400 || reply.status() == 403);

    var answer = new TokenClassifier(body -> Optional.empty()).judge(reply);

    assertThat(answer instanceof TokenAnswer.Fatal(FatalCode code) ? Optional.of(code) : fatal)
        .as(entry.path("label").asText())
        .isEqualTo(fatal);
    assertThat(answer instanceof TokenAnswer.Fatal).isEqualTo(fatal.isPresent());
  }

  static Stream<JsonNode> outcomes() {
    return SsrVectors.group("refresh_outcomes");
  }

  // The recorded bodies that carry a code are flat, so their members are enough.
  private static String code(String body) {
    return JsonMembers.of(body)
        .flatMap(members -> members.text("code").or(() -> members.text("error_code")))
        .orElse("");
  }

  private static Map<String, String> headers(JsonNode response) {
    var headers = new HashMap<String, String>();
    response
        .path("headers")
        .properties()
        .forEach(
            header ->
                headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    return headers;
  }
}
