package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.processes.Line;
import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.processes.Program;
import dev.sessionkeeper.processes.Project;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The auth simulator as a process, behind a line that breaks on command.
final class AuthServer implements AutoCloseable {
  private static final String JAR = "e2e/auth-simulator/target/auth-simulator.jar";

  private final Map<String, String> settings;
  private final Program program;
  private final URI direct;
  private final Line line;

  /// What a test decides about it.
  ///
  /// @param lifetime of access tokens
  /// @param reuse how long a used refresh token may be presented again
  record Settings(Duration lifetime, Duration reuse) {
    private Map<String, String> variables() {
      return Map.of(
          "GOTRUE_JWT_KEYS", SigningKey.newSet(),
          "GOTRUE_JWT_SECRET", "not-used-but-needed-by-the-server",
          "GOTRUE_JWT_EXP", Long.toString(lifetime.toSeconds()),
          "GOTRUE_JWT_AUD", "authenticated",
          "GOTRUE_JWT_DEFAULT_GROUP_NAME", "authenticated",
          "GOTRUE_SITE_URL", "http://localhost:3000",
          "API_EXTERNAL_URL", "http://localhost:9999",
          "GOTRUE_MAILER_AUTOCONFIRM", "true",
          "GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL", Long.toString(reuse.toSeconds()));
    }
  }

  private AuthServer(Map<String, String> settings, Program program, int port) {
    this.settings = settings;
    this.program = program;
    this.direct = Loopback.url(port);
    this.line = new Line(port);
  }

  static AuthServer start(Path folder, Settings settings) {
    var port = Loopback.freePort();
    var command =
        List.of(
            Project.JAVA,
            "-Xmx512m",
            "-jar",
            Project.file(JAR).toString(),
            "--port",
            Integer.toString(port),
            "--prefix",
            "/auth/v1");
    var variables = settings.variables();
    var program = Program.start("auth-server", folder, command, variables);
    Loopback.awaitOk(program, Loopback.url(port).resolve("/health"));
    return new AuthServer(variables, program, port);
  }

  /// The Supabase URL that the sidecars are given: the entrance of the line.
  URI url() {
    return Loopback.url(line.port());
  }

  Line line() {
    return line;
  }

  /// A new user's session, as the server answers it.
  ObjectNode signUp(String email) {
    var body = Json.newObject().put("email", email).put("password", "correct-horse").toString();
    return Json.read(Loopback.call("POST", direct.resolve("/signup"), body));
  }

  /// Adds a fault of the simulator.
  void fault(ObjectNode fault) {
    control("POST", "faults", fault.toString());
  }

  void withoutFaults() {
    control("DELETE", "faults", "");
  }

  /// A new process before the same database: whatever it held in memory is gone.
  void restart() {
    var body = Json.newObject();
    settings.forEach(body::put);
    control("POST", "reset?keep=true", body.toString());
  }

  /// Moves its clock.
  ///
  /// @param ahead of the machine's clock; negative for behind
  void clockAhead(Duration ahead) {
    control("POST", "clock", Json.newObject().put("shift", ahead.toSeconds() + "s").toString());
  }

  TokenCalls calls() {
    return TokenCalls.of(Json.read(control("GET", "calls", "")));
  }

  void checkAlive() {
    program.checkAlive();
  }

  @Override
  public void close() {
    line.close();
    program.close();
  }

  private String control(String method, String path, String body) {
    return Loopback.call(method, direct.resolve("/__control/" + path), body);
  }
}
