package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.EndpointTelemetry;
import java.util.Arrays;
import java.util.Optional;

/// What scripts of the browser may ask of the sidecar itself, below `/.sessionkeeper/`.
enum Endpoint {
  /// Who is signed in, without a token.
  SESSION("session", "GET", EndpointTelemetry.Endpoint.SESSION),
  /// The access token.
  TOKEN("token", "GET", EndpointTelemetry.Endpoint.TOKEN),
  /// To refresh the session before its time, for claims that have changed.
  REFRESH("refresh", "POST", EndpointTelemetry.Endpoint.REFRESH),
  /// To end the session.
  SIGN_OUT("sign-out", "POST", EndpointTelemetry.Endpoint.SIGN_OUT);

  private final String path;
  private final String method;
  private final EndpointTelemetry.Endpoint label;

  Endpoint(String path, String method, EndpointTelemetry.Endpoint label) {
    this.path = path;
    this.method = method;
    this.label = label;
  }

  /// The endpoint of a name; case counts.
  static Optional<Endpoint> named(String name) {
    return Arrays.stream(values()).filter(endpoint -> endpoint.path.equals(name)).findFirst();
  }

  /// The one method that it takes.
  String method() {
    return method;
  }

  /// What it is called in the metrics.
  EndpointTelemetry.Endpoint label() {
    return label;
  }
}
