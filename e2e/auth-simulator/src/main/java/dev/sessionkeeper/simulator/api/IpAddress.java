package dev.sessionkeeper.simulator.api;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Bare IP addresses in one spelling for each address, as Go's `net.ParseIP` gives them.
final class IpAddress {
  private static final Pattern V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private IpAddress() {}

  /// Empty if the text is no address: a name, an address with a port, in brackets, or with a zone.
  static Optional<String> canonical(String text) {
    var tail = text.substring(text.lastIndexOf(':') + 1);
    var unusable = text.contains("%") || text.contains("[");
    var needsV4 = tail.contains(".") || tail.equals(text);
    if (unusable || (needsV4 && !V4.matcher(tail).matches())) {
      return Optional.empty();
    }
    try {
      return Optional.of(NetUtil.toAddressString(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException e) {
      // No address; whoever asked falls back to another header.
      return Optional.empty();
    }
  }
}
