package dev.sessionkeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Plays every recorded conversation with the real server against the simulator, with the replayer
/// that recorded them. `-Dsessionkeeper.auth-vectors=FILE` plays another file of the same form.
class RecordingsTest {
  private static final Path REPLAYER = Path.of("..", "vectors", "replay.py");
  private static final Path RECORDINGS =
      Path.of(System.getProperty("sessionkeeper.auth-vectors", "../vectors/auth-server.json"));
  // The recordings sleep for about a minute in total; playing them side by side hides most of that.
  private static final int PLAYERS = 6;

  private static final Vertx VERTX = Vertx.vertx();
  private static final Map<String, String> VERDICTS = new ConcurrentHashMap<>();

  @BeforeAll
  static void playAll() throws Exception {
    var scenarios = new ConcurrentLinkedQueue<>(scenarios());
    try (var players = Executors.newFixedThreadPool(PLAYERS)) {
      List<Future<Void>> playing =
          IntStream.range(0, PLAYERS)
              .mapToObj(number -> players.submit(() -> play(scenarios)))
              .toList();
      for (var player : playing) {
        player.get(5, TimeUnit.MINUTES);
      }
    }
    play(new ConcurrentLinkedQueue<>(missed()));
  }

  /// Windows of seconds pass while a busy machine stalls one of many replayers: what did not come
  /// out is played once more, alone.
  private static List<String> missed() {
    return VERDICTS.entrySet().stream()
        .filter(verdict -> !verdict.getValue().startsWith("passed"))
        .map(Map.Entry::getKey)
        .toList();
  }

  @AfterAll
  static void stop() throws Exception {
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedScenarioComesOut() throws Exception {
    return scenarios().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertThat(VERDICTS.get(name)).startsWith("passed")));
  }

  private static List<String> scenarios() throws Exception {
    JsonArray all = new JsonObject(Files.readString(RECORDINGS)).getJsonArray("scenarios");
    return all.stream().map(scenario -> ((JsonObject) scenario).getString("name")).toList();
  }

  private static Void play(Queue<String> scenarios) throws Exception {
    var simulator =
        AuthSimulator.start(VERTX, SimulatorOptions.defaults()).await(10, TimeUnit.SECONDS);
    for (var name = scenarios.poll(); name != null; name = scenarios.poll()) {
      VERDICTS.put(name, replay(simulator.url(), name));
    }
    simulator.stop().await(10, TimeUnit.SECONDS);
    return null;
  }

  private static String replay(String url, String scenario) throws Exception {
    var control = url + "/__control/";
    var process =
        new ProcessBuilder(
                "python3",
                REPLAYER.toString(),
                url,
                RECORDINGS.toString(),
                "--reset",
                control + "reset",
                "--effect",
                control + "effect",
                "--only",
                scenario)
            .redirectErrorStream(true)
            .start();
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroy();
    }
  }
}
