package dev.sessionkeeper.sidecar.proxy;

import java.net.InetAddress;
import java.util.List;

/// The peers whose forwarding headers are believed, as CIDR blocks.
final class TrustedProxies {
  private final List<Block> blocks;

  private static final class Block {
    private final byte[] prefix;
    private final int bits;

    private Block(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Block parse(String cidr) {
      var slash = cidr.indexOf('/');
      var address = slash < 0 ? cidr : cidr.substring(0, slash);
      var prefix = InetAddress.ofLiteral(address).getAddress();
      var bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
      return new Block(prefix, bits);
    }

    boolean covers(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (var i = 0; i < bits; i++) {
        if (((address[i / 8] ^ prefix[i / 8]) >> (7 - i % 8) & 1) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private TrustedProxies(List<Block> blocks) {
    this.blocks = blocks;
  }

  /// @param cidrs blocks that the contract has checked
  static TrustedProxies of(List<String> cidrs) {
    return new TrustedProxies(cidrs.stream().map(Block::parse).toList());
  }

  /// Whether a peer is one of them.
  ///
  /// @param address a literal IP address; an IPv6 one may name its interface
  boolean contains(String address) {
    if (blocks.isEmpty()) {
      return false;
    }
    var zone = address.indexOf('%');
    var bytes = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)).getAddress();
    return blocks.stream().anyMatch(block -> block.covers(bytes));
  }
}
