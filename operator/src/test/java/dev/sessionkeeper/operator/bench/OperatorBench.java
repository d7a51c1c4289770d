package dev.sessionkeeper.operator.bench;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.apiserver.SomeCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;

/// Starts the operator against an API server of this process, waits until it has looked at every
/// policy, lets it judge pods, and prints what that took. Exits with 1 beyond a bound.
final class OperatorBench {
  private static final String SECRET =
      "/api/v1/namespaces/sessionkeeper/secrets/sessionkeeper-webhook";
  private static final int BALLAST = 8_000;
  private static final int WARM = 3_000;
  private static final int MEASURED = 10_000;
  private static final double MOST_MILLIS = 10;
  private static final long MOST_MEBIBYTES = 256;

  private OperatorBench() {}

  /// Measures once.
  ///
  /// @param arguments the folder of the module, policies, pods, a file for the operator's log
  public static void main(String[] arguments) throws Exception {
    var cluster =
        new SomeCluster(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), BALLAST);
    var vertx = Vertx.vertx();
    var api = new FakeApiServer(vertx);
    cluster.fill(api);
    var began = System.nanoTime();
    var good = false;
    try (var operator =
        new RunningOperator(Path.of(arguments[0]), api.url(), Path.of(arguments[3]))) {
      operator.await("it was ready", operator::ready);
      System.out.printf("ready after %s%n", since(began));
      operator.await("it had looked at every policy", () -> allSeen(cluster, api));
      System.out.printf("every policy looked at after %s%n", since(began));
      System.out.printf("resident: %d MiB%n", operator.mebibytes("VmRSS"));
      var p99 = admissions(vertx, authority(api), cluster);
      var resident = operator.mebibytes("VmRSS");
      System.out.printf(
          "resident after the admissions: %d MiB, at most %d MiB (bound %d)%n",
          resident, operator.mebibytes("VmHWM"), MOST_MEBIBYTES);
      good = p99 <= MOST_MILLIS && resident <= MOST_MEBIBYTES;
    } finally {
      vertx.close().await();
    }
    if (!good) {
      System.exit(1);
    }
  }

  /// Sends reviews and prints what they took.
  ///
  /// @return the 99th percentile with one review at a time, in milliseconds
  private static double admissions(Vertx vertx, String authority, SomeCluster cluster) {
    var alone = new Admissions(vertx, authority, 1);
    alone.send(WARM, cluster.policies());
    var single = alone.send(MEASURED, cluster.policies());
    print("one review at a time", single);
    print(
        "eight at a time", new Admissions(vertx, authority, 8).send(MEASURED, cluster.policies()));
    return single.millis(0.99);
  }

  private static void print(String what, Admissions.Times times) {
    System.out.printf(
        "%s: p50 %.2f ms, p99 %.2f ms, longest %.2f ms (bound of p99: %.0f)%n",
        what, times.millis(0.5), times.millis(0.99), times.millis(1), MOST_MILLIS);
  }

  private static boolean allSeen(SomeCluster cluster, FakeApiServer api) {
    return IntStream.range(0, cluster.policies())
        .allMatch(policy -> api.get(cluster.policyPath(policy)).containsKey("status"));
  }

  private static String authority(FakeApiServer api) {
    var data = api.get(SECRET).getJsonObject("data", new JsonObject());
    return new String(Base64.getDecoder().decode(data.getString("ca.crt")), StandardCharsets.UTF_8);
  }

  private static String since(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0 + " s";
  }
}
