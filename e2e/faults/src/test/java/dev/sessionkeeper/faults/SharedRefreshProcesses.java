package dev.sessionkeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.processes.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rule 2 with three sidecars as processes and Debian's redis-server.
class SharedRefreshProcesses {
  // Enough for processes that have only just begun, on a machine that has other things to do.
  private static final SidecarFile.Patience WAITS =
      new SidecarFile.Patience(Duration.ofSeconds(40), Duration.ofSeconds(5));
  private static final Duration AN_HOUR_AGO = Duration.ofMinutes(-65);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration A_MOMENT = Duration.ofSeconds(11);
  private static final String ALREADY_USED =
      """
      {"fault": "status", "status": 400, "times": 1,
       "headers": {"X-Sb-Error-Code": "refresh_token_already_used"},
       "body": "{\\"code\\":\\"refresh_token_already_used\\",\\"message\\":\\"used\\"}"}
      """;

  private @Nullable Stage running;
  private int users;

  @AfterEach
  void close() {
    stage().close();
  }

  private Stage stage() {
    return Objects.requireNonNull(running);
  }

  private void set(Stage.Store store, int reuse) {
    var auth = new AuthServer.Settings(Duration.ofHours(1), Duration.ofSeconds(reuse));
    var folder = Path.of("target", "processes", "%s-%d".formatted(store, reuse));
    running = Stage.set(new Stage.Setting(folder, auth, store, WAITS));
    Waiting.until("the sidecars are well", PATIENCE, stage()::isWell);
  }

  @ParameterizedTest(name = "{0}, reuse interval {1} s")
  @CsvSource({"REDIS, 0, 1", "REDIS, 10, 1", "NONE, 0, 3", "NONE, 10, 3"})
  @DisplayName("R1 R2: fifty requests at each of three sidecars sign nobody out")
  void fiftyRequestsAtEachOfThreeSidecarsSignNobodyOut(
      Stage.Store store, int reuse, int mostCalls) {
    set(store, reuse);
    var ada = cameBackAfterAnHour();
    var old = ada.session();

    var seen = ada.asksEverywhere(50);

    assertThat(seen).hasSize(150).allSatisfy(one -> assertThat(one).isInstanceOf(Seen.Own.class));
    assertThat(stage().auth().calls().presented(old.refreshToken())).isBetween(1, mostCalls);
    assertThat(ada.session().refreshToken()).isNotEqualTo(old.refreshToken());
    assertThat(ada.asksEverywhere(1)).hasOnlyElementsOfType(Seen.Own.class);
  }

  @Test
  @DisplayName("R2: with a store all requests carry the same new session")
  void withAStoreAllRequestsCarryTheSameNewSession() {
    set(Stage.Store.REDIS, 10);

    var seen = cameBackAfterAnHour().asksEverywhere(50);

    assertThat(seen.stream().distinct()).hasSize(1);
  }

  @Test
  @DisplayName("R3: an auth server slower than the lease is asked once")
  void anAuthServerSlowerThanTheLeaseIsAskedOnce() {
    set(Stage.Store.REDIS, 10);
    stage().auth().fault(Json.newObject().put("fault", "delay").put("milliseconds", 20_000));
    var ada = cameBackAfterAnHour();
    var old = ada.session();

    var seen = ada.asksEverywhere(5);

    assertThat(seen).allSatisfy(one -> assertThat(one).isInstanceOf(Seen.Own.class));
    assertThat(stage().auth().calls().presented(old.refreshToken())).isEqualTo(1);
  }

  @Test
  @DisplayName("R9: already_used at one sidecar is not believed once another has refreshed")
  void alreadyUsedIsNotBelievedOnceAnotherHasRefreshed() {
    set(Stage.Store.REDIS, 10);
    var ada = cameBackAfterAnHour();
    var tab = ada.anotherTab();
    stage().auth().fault(Json.read(ALREADY_USED));

    assertThat(ada.asks(0)).isEqualTo(new Seen.Nobody("rejected"));
    assertThat(ada.isSignedIn()).isTrue();
    stage().redis().orElseThrow().flush();
    assertThat(ada.asks(1)).isInstanceOf(Seen.Own.class);
    Waiting.pass(A_MOMENT);

    assertThat(tab.asks(0)).isInstanceOf(Seen.Own.class);
    assertThat(tab.session().refreshToken()).isEqualTo(ada.session().refreshToken());
  }

  @ParameterizedTest
  @CsvSource({"REDIS", "NONE"})
  @DisplayName("R9: a stale token that nobody has refreshed ends when it is presented again")
  void aStaleTokenThatNobodyHasRefreshedEndsWhenItIsPresentedAgain(Stage.Store store) {
    set(store, 10);
    var ada = cameBackAfterAnHour();
    stage().auth().fault(Json.read(ALREADY_USED));

    assertThat(ada.asks(0)).isEqualTo(new Seen.Nobody("rejected"));
    assertThat(ada.isSignedIn()).isTrue();
    Waiting.pass(A_MOMENT);
    ada.asks(0);

    assertThat(ada.isSignedIn()).isFalse();
  }

  private Visitor cameBackAfterAnHour() {
    stage().auth().clockAhead(AN_HOUR_AGO);
    var session = stage().auth().signUp("visitor-%d@example.com".formatted(users++));
    stage().auth().clockAhead(Duration.ZERO);
    return new Visitor(session);
  }

  /// Somebody with a browser of their own.
  private final class Visitor {
    private final ObjectNode origin;
    private final Browser browser;

    Visitor(ObjectNode origin) {
      this.origin = origin;
      this.browser = new Browser(origin.at("/user/id").asText(), _ -> {});
      browser.jar().take(SessionCookie.of(origin).lines());
    }

    /// A browser that still holds the cookies of the beginning.
    Visitor anotherTab() {
      return new Visitor(origin);
    }

    boolean isSignedIn() {
      return browser.jar().session().isPresent();
    }

    SessionCookie session() {
      return browser.jar().session().orElseThrow();
    }

    Seen asks(int sidecar) {
      var page = stage().sidecar(sidecar).url().resolve("/page");
      return browser.open(page, PATIENCE, new Seen.NoAnswer());
    }

    List<Seen> asksEverywhere(int times) {
      var requests = new ArrayList<Callable<Seen>>();
      for (var i = 0; i < times * Stage.SIDECARS; i++) {
        var sidecar = i % Stage.SIDECARS;
        requests.add(() -> asks(sidecar));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        return threads.invokeAll(requests).stream().map(Visitor::answer).toList();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static Seen answer(Future<Seen> request) {
      try {
        return request.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }
}
