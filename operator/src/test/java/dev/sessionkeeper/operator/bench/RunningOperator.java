package dev.sessionkeeper.operator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The operator as a process of its own, with the JVM flags of its image.
final class RunningOperator implements AutoCloseable {
  static final int WEBHOOK_PORT = 19_250;
  private static final int ADMIN_PORT = 19_080;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();

  /// @param operator the folder of the module
  RunningOperator(Path operator, String apiServer, Path log) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("@" + operator.resolve("java.options"));
    command.addAll(List.of("-jar", operator.resolve("target/operator.jar").toString()));
    command.add("--sidecar-image=sessionkeeper/sidecar:1");
    command.add("--redirect-image=sessionkeeper/redirect:1");
    command.add("--webhook-port=" + WEBHOOK_PORT);
    command.add("--admin-port=" + ADMIN_PORT);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("POD_NAME", "bench");
    builder.environment().put("POD_NAMESPACE", "sessionkeeper");
    builder.environment().put("KUBERNETES_MASTER", apiServer);
    builder.environment().put("KUBERNETES_AUTH_TRYKUBECONFIG", "false");
    builder.environment().put("KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for something that the operator is to bring about.
  ///
  /// @throws IllegalStateException if it ends before
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "the operator ended with code %d before %s: see its log"
                .formatted(process.exitValue(), what));
      }
    }
  }

  boolean ready() {
    try {
      var address = URI.create("http://127.0.0.1:" + ADMIN_PORT + "/readyz");
      var request = HttpRequest.newBuilder(address).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The memory that the kernel counts as its own, in MiB; the most of its life with `VmHWM`.
  long mebibytes(String line) {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(one -> one.startsWith(line + ":"))
              .map(one -> one.replaceAll("\\D", ""))
              .mapToLong(Long::parseLong)
              .sum()
          / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
