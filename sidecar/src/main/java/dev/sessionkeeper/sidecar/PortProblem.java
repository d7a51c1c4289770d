package dev.sessionkeeper.sidecar;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/// Says in one sentence why a port could not be opened and what to do.
final class PortProblem {
  private PortProblem() {}

  /// @param member the member of the configuration that names the port, without `.port`
  static String sentence(String member, String host, int port, Throwable failure) {
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return "The host %s (%s.host) is not known here: name an address of this machine."
          .formatted(host, member);
    }
    // The native transports throw types of their own, so the reason stands in the text alone.
    var text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("in use")) {
      return "Port %d on %s (%s.port) is in use: stop the program that listens there, or choose"
              .formatted(port, host, member)
          + " another port.";
    }
    if (text.contains("denied") || text.contains("not permitted")) {
      return "Port %d on %s (%s.port) may not be opened by this user: choose a port above 1023."
          .formatted(port, host, member);
    }
    return "Port %d on %s (%s.port) cannot be opened: name an address of this machine."
        .formatted(port, host, member);
  }
}
