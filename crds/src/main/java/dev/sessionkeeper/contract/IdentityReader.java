package dev.sessionkeeper.contract;

import dev.sessionkeeper.contract.IdentityConfig.Claim;
import dev.sessionkeeper.contract.IdentityConfig.TokenHeader;
import java.util.List;

/// Reads `upstream.identity`.
final class IdentityReader {
  private IdentityReader() {}

  static IdentityConfig read(ConfigNode node) {
    var identity = new IdentityConfig(claims(node), node.choice("accessToken", TokenHeader.class));
    node.reportUnknown();
    return identity;
  }

  private static List<Claim> claims(ConfigNode node) {
    return node
        .texts(
            "headers",
            Spelling.all(Claim.class),
            text -> Spelling.read(Claim.class, text).isPresent())
        .stream()
        .flatMap(text -> Spelling.read(Claim.class, text).stream())
        .distinct()
        .toList();
  }
}
