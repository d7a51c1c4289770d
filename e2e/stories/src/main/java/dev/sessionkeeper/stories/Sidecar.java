package dev.sessionkeeper.stories;

import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.processes.Program;
import dev.sessionkeeper.processes.SidecarProgram;
import java.net.URI;

/// The sidecar as a process, in front of an app.
final class Sidecar implements AutoCloseable {
  static final String PUBLISHABLE_KEY = "sb_publishable_of_the_stories";

  private final Program program;
  private final URI url;
  private final URI admin;

  private Sidecar(Program program, URI url, URI admin) {
    this.program = program;
    this.url = url;
    this.admin = admin;
  }

  static Sidecar start(String name, NextApp app, URI supabase) {
    var ports = new SidecarConfigFile.Ports(Loopback.freePort(), Loopback.freePort(), app.port());
    var file = SidecarConfigFile.write(ports, supabase);
    var program = SidecarProgram.start(name, Stage.OUTPUT, file);
    var admin = Loopback.url(ports.admin());
    Loopback.awaitOk(program, admin.resolve("/readyz"));
    return new Sidecar(program, Loopback.url(ports.listener()), admin);
  }

  URI url() {
    return url;
  }

  /// Everything it has printed so far, and its metrics.
  String told() {
    return program.output() + Loopback.call("GET", admin.resolve("/metrics"), "");
  }

  @Override
  public void close() {
    program.close();
  }
}
