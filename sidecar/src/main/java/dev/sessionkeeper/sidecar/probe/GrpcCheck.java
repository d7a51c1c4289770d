package dev.sessionkeeper.sidecar.probe;

import dev.sessionkeeper.contract.AppProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;

/// A `grpc` check: `grpc.health.v1.Health/Check` over HTTP/2 without TLS, as the kubelet asks it.
/// Source: gRPC Health Checking Protocol; gRPC over HTTP2.
final class GrpcCheck {
  private static final String METHOD = "/grpc.health.v1.Health/Check";
  private static final int LARGEST_ANSWER = 64;

  private final HttpClient client;

  GrpcCheck(Vertx vertx) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2KeepAliveTimeout(1)
                .setMetricsName("probe-grpc"));
  }

  Future<CheckResult> check(AppProbe.Grpc probe, AppAddress app) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(app.host())
            .setPort(app.port())
            .setURI(METHOD)
            .setTimeout(probe.timeout().toMillis())
            .putHeader("Content-Type", "application/grpc")
            .putHeader("TE", "trailers");
    return client.request(options).compose(request -> ask(request, probe));
  }

  private static Future<CheckResult> ask(HttpClientRequest request, AppProbe.Grpc probe) {
    return request
        .send(GrpcHealth.question(probe.service()))
        .compose(response -> response.body().map(body -> judge(response, body)));
  }

  private static CheckResult judge(HttpClientResponse response, Buffer body) {
    var inTrailers = response.getTrailer("grpc-status");
    var status = inTrailers == null ? response.getHeader("grpc-status") : inTrailers;
    if (!"0".equals(status)) {
      return new CheckResult.Failed("the gRPC health service did not answer with status 0");
    }
    if (body.length() > LARGEST_ANSWER || !GrpcHealth.serving(body.getBytes())) {
      return new CheckResult.Failed("the gRPC health service says that it does not serve");
    }
    return new CheckResult.Answered(200);
  }
}
