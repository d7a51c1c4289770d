package dev.sessionkeeper.supabase;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A host in the one spelling that the URL parsers of clients bring every spelling to. Source:
/// WHATWG URL section 3.5 (host parsing).
final class HostName {
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\x00-\\x20#%/:<>?@\\[\\\\\\]^|\\x7f]");
  private static final Pattern NUMERIC =
      Pattern.compile("(?:.*\\.)?(?:[0-9]++|0[xX][0-9a-fA-F]*+)\\.?");
  private static final Pattern IPV6 = Pattern.compile("\\[(?=[^:]*+:)([0-9a-fA-F:.]++)]");
  private static final Pattern LONGEST_ZEROS = Pattern.compile("(?<![^:])0(?::0)+(?![^:])");
  private static final Pattern DOT = Pattern.compile("[.\\u3002\\uff0e\\uff61]");
  private static final Pattern KEPT = Pattern.compile("[\\u00df\\u03c2]");
  private static final int BYTE = 0xFF;

  private HostName() {}

  /// @throws IllegalArgumentException if no client would take the host
  static String canonical(String host) {
    if (host.startsWith("[")) {
      return ipv6(host);
    }
    // A form would read the plus sign as a space; what is not UTF-8 becomes U+FFFD.
    var decoded = URLDecoder.decode(host.replace("+", "%2B"), StandardCharsets.UTF_8);
    if (decoded.indexOf('\ufffd') >= 0) {
      throw invalid();
    }
    var ascii =
        Arrays.stream(DOT.split(decoded, -1)).map(HostName::label).collect(Collectors.joining("."));
    if (ascii.isEmpty() || FORBIDDEN.matcher(ascii).find()) {
      throw invalid();
    }
    return NUMERIC.matcher(ascii).matches() ? ipv4(ascii) : ascii;
  }

  /// Empty and overlong labels pass, as they do in browsers.
  private static String label(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.toLowerCase(Locale.ROOT);
    }
    // The JDK maps these two to others and would lead to somebody else's host.
    return KEPT.matcher(text).find()
        ? "xn--" + Punycode.encode(lowerCase(text))
        : IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
  }

  private static String lowerCase(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String ipv4(String text) {
    var parts = text.replaceFirst("\\.$", "").split("\\.", -1);
    if (parts.length > 4) {
      throw invalid();
    }
    var address = 0L;
    for (var i = 0; i < parts.length; i++) {
      var isLast = i == parts.length - 1;
      var bits = isLast ? 8 * (5 - parts.length) : 8;
      var number = number(parts[i]);
      if (number >= 1L << bits) {
        throw invalid();
      }
      address = (address << bits) | number;
    }
    var all = address;
    return IntStream.of(24, 16, 8, 0)
        .mapToObj(shift -> Long.toString((all >> shift) & BYTE))
        .collect(Collectors.joining("."));
  }

  /// Octal and hexadecimal parts count too.
  private static long number(String part) {
    if (part.length() > 12 + 2 || part.isEmpty()) {
      throw invalid();
    }
    if (part.startsWith("0x")) {
      return part.length() == 2 ? 0 : Long.parseLong(part, 2, part.length(), 16);
    }
    return Long.parseLong(part, part.startsWith("0") ? 8 : 10);
  }

  private static String ipv6(String host) {
    var match = IPV6.matcher(host);
    if (!match.matches()) {
      throw invalid();
    }
    var groups = groups(InetAddress.ofLiteral(match.group(1)));
    var zeros =
        LONGEST_ZEROS
            .matcher(groups)
            .results()
            .reduce((one, later) -> later.group().length() > one.group().length() ? later : one);
    return "["
        + zeros
            .map(
                run ->
                    groups.substring(0, Math.max(0, run.start() - 1))
                        + "::"
                        + groups.substring(Math.min(groups.length(), run.end() + 1)))
            .orElse(groups)
        + "]";
  }

  /// The eight groups. Java takes an address that holds one of version 4 for that one.
  private static String groups(InetAddress address) {
    var bytes = ByteBuffer.allocate(16);
    if (address instanceof Inet6Address) {
      bytes.put(address.getAddress());
    } else {
      bytes.putShort(10, (short) -1).put(12, address.getAddress());
    }
    return IntStream.range(0, 8)
        .mapToObj(group -> Integer.toHexString(bytes.getShort(2 * group) & 0xFFFF))
        .collect(Collectors.joining(":"));
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("supabaseUrl has a host that is none");
  }
}
