package dev.sessionkeeper.operator.injection;

import dev.sessionkeeper.contract.AppProbe;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import java.time.Duration;
import java.util.Objects;

/// A check as the sidecar makes it, from the check that the kubelet was told.
final class AppChecks {
  private AppChecks() {}

  static AppProbe http(HTTPGetAction http, Duration timeout) {
    var headers =
        http.getHttpHeaders().stream()
            .map(header -> new AppProbe.Header(header.getName(), header.getValue()))
            .toList();
    return new AppProbe.Http(
        "HTTPS".equals(http.getScheme()), path(http.getPath()), headers, timeout);
  }

  static AppProbe grpc(GRPCAction grpc, Duration timeout) {
    return new AppProbe.Grpc(Objects.requireNonNullElse(grpc.getService(), ""), timeout);
  }

  private static String path(String path) {
    if (path == null || path.isEmpty()) {
      return "/";
    }
    return path.startsWith("/") ? path : "/" + path;
  }
}
