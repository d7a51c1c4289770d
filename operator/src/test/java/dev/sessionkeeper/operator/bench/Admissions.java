package dev.sessionkeeper.operator.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Admission reviews over TLS connections that stay open, as an API server keeps them.
final class Admissions {
  private final HttpClient client;
  private final int callers;

  /// @param callers how many reviews are under way at a time
  Admissions(Vertx vertx, String authority, int callers) {
    this.callers = callers;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority))),
            new PoolOptions().setHttp1MaxSize(callers));
  }

  /// How long answers took, in nanoseconds, in order.
  record Times(List<Long> sorted) {

    Times {
      sorted = List.copyOf(sorted);
    }

    double millis(double share) {
      return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / 1e6;
    }
  }

  /// Sends so many reviews, each caller the next one once it has its answer.
  ///
  /// @param policies the reviews are about pods of each of them in turn
  Times send(int count, int policies) {
    var times = new long[count];
    var next = new AtomicInteger();
    var done = new CompletableFuture<?>[callers];
    for (var i = 0; i < callers; i++) {
      var caller = new CompletableFuture<Void>();
      done[i] = caller;
      send(times, next, policies, caller);
    }
    CompletableFuture.allOf(done).join();
    return new Times(Arrays.stream(times).sorted().boxed().toList());
  }

  private void send(long[] times, AtomicInteger next, int policies, CompletableFuture<Void> done) {
    var number = next.getAndIncrement();
    if (number >= times.length) {
      done.complete(null);
      return;
    }
    var body = Buffer.buffer(review(number, number % policies));
    var began = System.nanoTime();
    client
        .request(target())
        .compose(request -> request.send(body))
        .compose(response -> response.body())
        .onSuccess(
            answer -> {
              times[number] = System.nanoTime() - began;
              if (!answer.toString().contains("\"patch\"")) {
                done.completeExceptionally(new IllegalStateException("not injected: " + answer));
                return;
              }
              send(times, next, policies, done);
            })
        .onFailure(done::completeExceptionally);
  }

  private static RequestOptions target() {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(RunningOperator.WEBHOOK_PORT, "127.0.0.1"))
        .setHost("sessionkeeper.sessionkeeper.svc")
        .setPort(443)
        .setSsl(true)
        .setURI("/inject");
  }

  private static String review(int number, int policy) {
    var pod =
        new JsonObject(
            """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"generateName": "web-", "labels": {"app": "app-%d"}},
             "spec": {"serviceAccountName": "web", "containers": [{"name": "app",
               "image": "shop/web:1", "ports": [{"name": "http", "containerPort": 3000}],
               "env": [{"name": "DATABASE_URL", "value": "postgres://db"}],
               "readinessProbe": {"httpGet": {"path": "/ready", "port": "http"}},
               "livenessProbe": {"tcpSocket": {"port": 3000}}}]}}
            """
                .formatted(policy));
    var request =
        new JsonObject()
            .put("uid", "review-" + number)
            .put("operation", "CREATE")
            .put("namespace", "shop-" + policy / 10)
            .put("kind", new JsonObject().put("group", "").put("version", "v1").put("kind", "Pod"))
            .put("object", pod);
    return new JsonObject()
        .put("apiVersion", "admission.k8s.io/v1")
        .put("kind", "AdmissionReview")
        .put("request", request)
        .encode();
  }
}
