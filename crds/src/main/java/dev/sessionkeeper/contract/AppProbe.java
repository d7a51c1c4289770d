package dev.sessionkeeper.contract;

import java.time.Duration;
import java.util.List;

/// A check of the application that the kubelet was told to make, and that the sidecar makes for it.
///
/// The sidecar stands where the application listened, so the kubelet asks the sidecar's admin port
/// instead. What is asked of the application stays as the pod's author wrote it.
public sealed interface AppProbe {

  /// The longest that the check may take.
  Duration timeout();

  /// `httpGet`: well with a status from 200 to 399, redirects within the host followed.
  ///
  /// @param https whether the application speaks TLS; its certificate is not verified, as the
  ///     kubelet does not either
  /// @param path with its query
  record Http(boolean https, String path, List<Header> headers, Duration timeout)
      implements AppProbe {

    public Http {
      headers = List.copyOf(headers);
    }
  }

  /// `tcpSocket`: well once connected.
  record Tcp(Duration timeout) implements AppProbe {}

  /// `grpc`: well when `grpc.health.v1.Health/Check` answers SERVING.
  ///
  /// @param service empty for the server as a whole
  record Grpc(String service, Duration timeout) implements AppProbe {}

  /// A header of an HTTP check.
  record Header(String name, String value) {}
}
