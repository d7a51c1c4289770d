package dev.sessionkeeper.stories;

import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.processes.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The Next.js app as its standalone server, built first if its sources have changed.
final class NextApp implements AutoCloseable {
  static final Path HOME = Path.of("..", "next-app");
  static final String NODE = HOME.resolve("node_modules/.bin/node").toString();
  private static final String SERVER = HOME.resolve(".next/standalone/server.js").toString();

  private final Program program;
  private final int port;

  private NextApp(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  static void build() {
    Program.start(
            "next-app build", Stage.OUTPUT, List.of(HOME.resolve("build").toString()), Map.of())
        .awaitSuccess();
  }

  static NextApp start(String name, URI supabase, URI data) {
    var port = Loopback.freePort();
    var environment =
        Map.of(
            "HOSTNAME",
            "127.0.0.1",
            "PORT",
            Integer.toString(port),
            "NEXT_TELEMETRY_DISABLED",
            "1",
            "SUPABASE_URL",
            supabase.toString(),
            "DATA_URL",
            data.toString(),
            "SUPABASE_PUBLISHABLE_KEY",
            Sidecar.PUBLISHABLE_KEY);
    var program = Program.start(name, Stage.OUTPUT, List.of(NODE, SERVER), environment);
    Loopback.awaitOk(program, Loopback.url(port).resolve("/about"));
    return new NextApp(program, port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    program.close();
  }
}
