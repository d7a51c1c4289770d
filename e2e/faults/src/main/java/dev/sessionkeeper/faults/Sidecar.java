package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.processes.Program;
import dev.sessionkeeper.processes.SidecarProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// One sidecar as a process with the flags of the image, which is killed, stopped and started again
/// on the same ports.
final class Sidecar implements AutoCloseable {
  // drainTimeout is 25 s.
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\S+) (\\S+)$");

  private final String name;
  private final Path folder;
  private final SidecarFile file;
  private final URI url;
  private final URI admin;
  private Program program;

  private Sidecar(String name, Path folder, SidecarFile file, SidecarFile.Ports ports) {
    this.name = name;
    this.folder = folder;
    this.file = file;
    this.url = Loopback.url(ports.listener());
    this.admin = Loopback.url(ports.admin());
    this.program = run();
  }

  /// Starts it; `awaitReady` waits until it serves.
  static Sidecar start(String name, Path folder, SidecarFile.Policy policy, int appPort) {
    var ports = new SidecarFile.Ports(Loopback.freePort(), Loopback.freePort(), appPort);
    var file = new SidecarFile(folder.resolve(name), policy, ports);
    return new Sidecar(name, folder, file, ports);
  }

  String name() {
    return name;
  }

  URI url() {
    return url;
  }

  SidecarFile file() {
    return file;
  }

  boolean isAlive() {
    return program.isAlive();
  }

  void checkAlive() {
    program.checkAlive();
  }

  void awaitReady() {
    Loopback.awaitOk(program, admin.resolve("/readyz"));
  }

  void kill() {
    program.kill();
  }

  /// SIGTERM: it drains.
  ///
  /// @return its exit status
  int terminate() {
    return program.terminate(DRAIN);
  }

  void startAgain() {
    program = run();
  }

  JsonNode status() {
    return Json.read(Loopback.call("GET", admin.resolve("/status"), ""));
  }

  /// The generation of the policy in force.
  long generation() {
    return status().at("/policy/generation").asLong();
  }

  /// Whether it says that its file cannot be used.
  boolean refusesItsFile() {
    return status().path("reasons").findValuesAsText("code").contains("ConfigRefused");
  }

  /// The sum of all samples of a metric whose name and labels contain each of the words.
  double metric(String... words) {
    var samples = SAMPLE.matcher(Loopback.call("GET", admin.resolve("/metrics"), ""));
    return samples
        .results()
        .filter(sample -> List.of(words).stream().allMatch(sample.group(1)::contains))
        .mapToDouble(sample -> Double.parseDouble(sample.group(2)))
        .sum();
  }

  @Override
  public void close() {
    program.close();
  }

  private Program run() {
    return SidecarProgram.start(name, folder, file.path());
  }
}
