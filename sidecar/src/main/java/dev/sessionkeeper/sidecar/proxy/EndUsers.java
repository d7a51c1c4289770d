package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.ClientAddress;
import dev.sessionkeeper.sidecar.supabase.EndUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out who sits behind a request, for the Auth server.
///
/// The visitor is the last hop that is no trusted proxy: what stands before it in `X-Forwarded-For`
/// is the visitor's own word.
///
/// @param told whether the Auth server is told at all
record EndUsers(ClientAddress told, TrustedProxies trusted) {
  private static final Pattern USER_AGENT = Pattern.compile("[\\x20-\\x7E]{1,512}");

  EndUser of(HttpServerRequest request) {
    return switch (told) {
      case NONE -> EndUser.UNKNOWN;
      case FORWARD -> new EndUser(Optional.of(addressOf(request)), userAgentOf(request));
    };
  }

  private String addressOf(HttpServerRequest request) {
    var address = PeerAddress.of(request);
    var fields = String.join(",", request.headers().getAll(HeaderNames.FORWARDED_FOR));
    var hops = fields.split(",", -1);
    for (var i = hops.length - 1; i >= 0 && trusted.contains(address); i--) {
      var hop = PeerAddress.ofHop(hops[i]);
      if (hop.isEmpty()) {
        return address;
      }
      address = hop.get();
    }
    return address;
  }

  private static Optional<String> userAgentOf(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT))
        .filter(text -> !text.isBlank() && USER_AGENT.matcher(text).matches());
  }
}
