package dev.sessionkeeper.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A page uses supabase-js itself, while no script can read the session's cookie.
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class BrowserClientStory {
  private static final Path PAGE = Path.of("../../docs/browser-endpoints.md");
  private static final String KNOWN = "the data API knows her";
  private static final String NO_TOKEN = "Error: no access token: 404";

  private final Stage stage;

  BrowserClientStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void aScriptAsksTheDataApiThoughItCannotReadTheSession() {
    var ada = stage.signedUpVisitor();
    ada.opens("/browser-client");

    var answer = ada.asksForNotes();

    var readable = ada.scriptReadsTheSession() ? "scripts can read it" : "no script can read it";
    stage
        .observes(answer, readable)
        .behindTheSidecar(KNOWN, "no script can read it")
        .withoutTheSidecar(NO_TOKEN, "scripts can read it");
  }

  @Test
  void afterAnHourTheScriptIsGivenANewToken() {
    var ada = stage.signedUpVisitor();
    ada.opens("/browser-client");
    var expired = ada.returnsAfterAnHour();

    var answer = ada.asksForNotes();

    stage
        .observes(answer, Facts.jar(ada, expired), Facts.tokenCalls(stage.auth(), expired))
        .behindTheSidecar(KNOWN, "the browser holds a new session", "one token call")
        .withoutTheSidecar(NO_TOKEN, "the browser keeps the old session", "no token call");
  }

  @Test
  void aScriptSignsOutWithoutTheApp() {
    var ada = stage.signedUpVisitor();
    var before = stage.auth().signOuts();
    ada.opens("/browser-client");

    ada.leaves();

    var cookies = ada.jar().sessionCookies().isEmpty() ? "no cookie left" : "the cookie is there";
    var told = stage.auth().signOuts() > before ? "the auth server knows" : "nobody told it";
    ada.opens("/dashboard");
    stage
        .observes(Facts.visitor(ada), cookies, told)
        .behindTheSidecar("signed out", "no cookie left", "the auth server knows")
        .withoutTheSidecar("signed in", "the cookie is there", "nobody told it");
  }

  @Test
  void theSnippetOfTheDocumentationIsWhatThePageRuns() throws IOException {
    var source = Files.readString(NextApp.HOME.resolve("src/lib/browser-supabase.ts"));

    assertThat(Files.readString(PAGE)).contains("```ts\n" + source + "```");
  }
}
