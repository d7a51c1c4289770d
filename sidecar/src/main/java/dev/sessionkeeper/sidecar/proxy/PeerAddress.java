package dev.sessionkeeper.sidecar.proxy;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses of peers as texts.
final class PeerAddress {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private PeerAddress() {}

  /// The peer of a request.
  static String of(HttpServerRequest request) {
    var peer = Objects.requireNonNullElse(request.remoteAddress().hostAddress(), "0.0.0.0");
    return peer.indexOf(':') < 0 ? peer : ipv6(peer);
  }

  /// The address in an element of `X-Forwarded-For`; empty if there is none.
  static Optional<String> ofHop(String text) {
    var literal = withoutPort(text.strip());
    if (!ADDRESS.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(NetUtil.toAddressString(InetAddress.ofLiteral(literal)));
    } catch (IllegalArgumentException e) {
      // The expected case of digits that are no address.
      return Optional.empty();
    }
  }

  private static String withoutPort(String hop) {
    var colon = hop.indexOf(':');
    if (hop.startsWith("[")) {
      return hop.substring(1, Math.max(1, hop.indexOf(']')));
    }
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  /// In its short form, and without the interface, which is a matter of this machine. Source: RFC
  /// 5952.
  private static String ipv6(String address) {
    var zone = address.indexOf('%');
    var literal = zone < 0 ? address : address.substring(0, zone);
    return NetUtil.toAddressString(InetAddress.ofLiteral(literal));
  }
}
