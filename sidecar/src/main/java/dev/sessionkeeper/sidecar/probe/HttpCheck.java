package dev.sessionkeeper.sidecar.probe;

import dev.sessionkeeper.contract.AppProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Optional;

/// An `httpGet` check as the kubelet makes it: redirects within the host are followed, ten at most;
/// one to another host counts as well; certificates are not verified.
/// Source: Kubernetes `pkg/probe/http`.
final class HttpCheck {
  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_AT_A_TIME = 16;
  private static final int LARGEST_HEAD = 64 * 1024;

  private final HttpClient client;

  HttpCheck(Vertx vertx) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMetricsName("probe"),
            new PoolOptions().setHttp1MaxSize(MOST_AT_A_TIME).setMaxWaitQueueSize(64));
  }

  Future<CheckResult> check(AppProbe.Http probe, AppAddress app, AppChecker.Asked asked) {
    var host = named(probe).orElse(asked.host() + ":" + app.port());
    var first = new Step(probe.https(), app.port(), probe.path(), 0);
    return follow(new Walk(probe, app, host, asked.userAgent()), first);
  }

  /// What stays the same on the way through redirects.
  private record Walk(AppProbe.Http probe, AppAddress app, String host, String userAgent) {
    String hostName() {
      return withoutPort(host);
    }
  }

  /// One request.
  private record Step(boolean https, int port, String path, int redirects) {}

  private Future<CheckResult> follow(Walk walk, Step step) {
    return client.request(options(walk, step)).compose(request -> send(walk, step, request));
  }

  private Future<CheckResult> send(Walk walk, Step step, HttpClientRequest request) {
    return request.send().compose(response -> judge(walk, step, request, response));
  }

  /// The head decides; the body is left unread.
  private Future<CheckResult> judge(
      Walk walk, Step step, HttpClientRequest request, HttpClientResponse response) {
    // Tells who reads the body that it ends here: nobody does, and without this it is logged.
    response.exceptionHandler(_ -> {});
    request.reset();
    var next = next(walk, step, response);
    if (next.isEmpty()) {
      return Future.succeededFuture(new CheckResult.Answered(response.statusCode()));
    }
    if (step.redirects() == MOST_REDIRECTS) {
      return Future.succeededFuture(
          new CheckResult.Failed("stopped after %d redirects".formatted(MOST_REDIRECTS)));
    }
    return follow(walk, next.get());
  }

  private static Optional<Step> next(Walk walk, Step step, HttpClientResponse response) {
    var location = response.getHeader("Location");
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 ->
          location == null ? Optional.empty() : within(walk, step, location);
      default -> Optional.empty();
    };
  }

  private static Optional<Step> within(Walk walk, Step step, String location) {
    var scheme = step.https() ? "https" : "http";
    var base = URI.create(scheme + "://" + walk.hostName() + ":" + step.port() + step.path());
    var target = base.resolve(location);
    if (!walk.hostName().equals(target.getHost())) {
      return Optional.empty();
    }
    var https = "https".equals(target.getScheme());
    var port = target.getPort() == -1 ? step.port() : target.getPort();
    var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    return Optional.of(new Step(https, port, target.getRawPath() + query, step.redirects() + 1));
  }

  private static RequestOptions options(Walk walk, Step step) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(step.port(), walk.app().host()))
            .setHost(walk.app().host())
            .setPort(step.port())
            .setSsl(step.https())
            .setURI(step.path())
            .setTimeout(walk.probe().timeout().toMillis())
            .putHeader("Accept", "*/*");
    if (!walk.userAgent().isEmpty()) {
      options.putHeader("User-Agent", walk.userAgent());
    }
    walk.probe().headers().stream()
        .filter(header -> !isHost(header))
        .forEach(header -> options.addHeader(header.name(), header.value()));
    return options.putHeader("Host", walk.host());
  }

  private static Optional<String> named(AppProbe.Http probe) {
    return probe.headers().stream()
        .filter(HttpCheck::isHost)
        .map(AppProbe.Header::value)
        .findFirst();
  }

  private static boolean isHost(AppProbe.Header header) {
    return header.name().equalsIgnoreCase("Host");
  }

  private static String withoutPort(String host) {
    var parsed = HostAndPort.parseAuthority(host, -1);
    return parsed == null ? host : parsed.host();
  }
}
