package dev.sessionkeeper.sidecar.probe;

import dev.sessionkeeper.contract.AppProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Makes the kubelet's checks, each over a connection of its own as the kubelet does.
public final class AppChecker {
  private final Supplier<AppAddress> app;
  private final NetClient tcp;
  private final HttpCheck http;
  private final GrpcCheck grpc;

  /// @param app asked at each check, as the policy may be replaced at any time
  public AppChecker(Vertx vertx, Supplier<AppAddress> app) {
    this.app = app;
    this.tcp = vertx.createNetClient(new NetClientOptions());
    this.http = new HttpCheck(vertx);
    this.grpc = new GrpcCheck(vertx);
  }

  /// Makes a check. Never fails: what went wrong is a result.
  ///
  /// @param asked the host and the program that the kubelet's request named
  public Future<CheckResult> check(AppProbe probe, Asked asked) {
    var at = app.get();
    var checking =
        switch (probe) {
          case AppProbe.Http wanted -> http.check(wanted, at, asked);
          case AppProbe.Tcp _ -> connect(at);
          case AppProbe.Grpc wanted -> grpc.check(wanted, at);
        };
    return checking
        .timeout(probe.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(failure -> new CheckResult.Failed(why(at, failure)));
  }

  /// What of the kubelet's request is passed on.
  ///
  /// @param host without port
  /// @param userAgent empty for none
  public record Asked(String host, String userAgent) {}

  private Future<CheckResult> connect(AppAddress at) {
    return tcp.connect(at.port(), at.host())
        .onSuccess(NetSocket::close)
        .map(_ -> new CheckResult.Answered(200));
  }

  /// Never the text of the failure: it may quote what the application sent.
  private static String why(AppAddress at, Throwable failure) {
    var where = at.host() + ":" + at.port();
    return switch (failure) {
      case ConnectException _ -> "nothing listens on " + where;
      case TimeoutException _ -> "the application on " + where + " did not answer in time";
      default -> "the application on " + where + " gave no answer that can be used";
    };
  }
}
