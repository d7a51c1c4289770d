package dev.sessionkeeper.simulator.api;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Bare IP addresses in one spelling for each address, as Go's `net.ParseIP` gives them.
final class IpAddress {
  private static final Pattern V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
  private static final int V4_BYTES = 4;

  private IpAddress() {}

  /// Empty if the text is no address: a name, an address with a port, in brackets, or with a zone.
  static Optional<String> canonical(String text) {
    if (text.contains("%")
        || text.contains("[")
        || (text.indexOf(':') < 0 && !V4.matcher(text).matches())) {
      return Optional.empty();
    }
    var bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return bytes == null ? Optional.empty() : Optional.of(spelled(withoutMapping(bytes)));
  }

  private static String spelled(byte[] bytes) {
    try {
      return NetUtil.toAddressString(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are always an address", e);
    }
  }

  private static byte[] withoutMapping(byte[] bytes) {
    var mapped = bytes.length > V4_BYTES && bytes[10] == -1 && bytes[11] == -1 && isZero(bytes, 10);
    return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }

  private static boolean isZero(byte[] bytes, int length) {
    for (var i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
