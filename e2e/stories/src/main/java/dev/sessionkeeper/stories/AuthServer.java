package dev.sessionkeeper.stories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sessionkeeper.processes.Line;
import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.processes.Program;
import dev.sessionkeeper.processes.Project;
import dev.sessionkeeper.sessions.SigningKey;
import dev.sessionkeeper.sessions.StoredSession;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The auth simulator as a process, behind a line that can be cut.
final class AuthServer implements AutoCloseable {
  private static final Path JAR = Project.file("e2e/auth-simulator/target/auth-simulator.jar");

  private final Program program;
  private final URI control;
  private final Line line;

  private AuthServer(Program program, URI control, Line line) {
    this.program = program;
    this.control = control;
    this.line = line;
  }

  static AuthServer start(String name, SigningKey key) {
    var port = Loopback.freePort();
    var command =
        List.of(
            Project.JAVA,
            "-jar",
            JAR.toString(),
            "--port",
            Integer.toString(port),
            "--prefix",
            "/auth/v1");
    var program =
        Program.start(name, Stage.OUTPUT, command, Map.of("GOTRUE_JWT_KEYS", key.asKeySet()));
    Loopback.awaitOk(program, Loopback.url(port).resolve("/health"));
    return new AuthServer(program, Loopback.url(port).resolve("/__control/"), new Line(port));
  }

  /// The Supabase URL that app and sidecar are given.
  URI url() {
    return Loopback.url(line.port());
  }

  /// How often the refresh token of this session was presented.
  int tokenCalls(StoredSession session) {
    return calls().path("tokens").path(session.refreshToken()).asInt();
  }

  int signOuts() {
    return calls().path("paths").properties().stream()
        .filter(entry -> entry.getKey().startsWith("POST /logout"))
        .mapToInt(entry -> entry.getValue().asInt())
        .sum();
  }

  /// Does something while every token call is answered 429.
  <T> T whileRateLimited(Supplier<T> story) {
    Loopback.call("POST", control.resolve("faults"), "{\"fault\":\"rate-limit\"}");
    try {
      return story.get();
    } finally {
      Loopback.call("DELETE", control.resolve("faults"), "");
    }
  }

  /// Does something while nobody can connect.
  <T> T whileUnreachable(Supplier<T> story) {
    line.cut();
    try {
      return story.get();
    } finally {
      line.mend();
    }
  }

  /// Does something while the process is suspended: it accepts connections and answers nothing.
  <T> T whileHanging(Supplier<T> story) {
    program.suspend();
    try {
      return story.get();
    } finally {
      program.resume();
    }
  }

  @Override
  public void close() {
    line.close();
    program.close();
  }

  private JsonNode calls() {
    try {
      return new ObjectMapper().readTree(Loopback.call("GET", control.resolve("calls"), ""));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the simulator's counters are not JSON", e);
    }
  }
}
