package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.session.Identity;
import dev.sessionkeeper.sidecar.upstream.HeadWriter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/// Writes the head of a request anew for the application: everything in its order, without what
/// ends at this hop, without what only we or a trusted proxy may say.
final class RequestHead {
  private final HttpServerRequest request;
  private final MultiMap headers;
  private final boolean trusted;
  private final Set<String> named;
  private final HeadWriter to;

  private RequestHead(Exchange exchange, HeadWriter to) {
    this.request = exchange.request();
    this.headers = request.headers();
    this.trusted = exchange.isFromTrustedProxy();
    this.named = HeaderNames.namedByConnection(headers.getAll(HttpHeaders.CONNECTION));
    this.to = to;
  }

  /// Writes the head.
  ///
  /// @param cookie the `Cookie` header to send; blank for none; absent for the very one that came
  /// @param passage what to tell of the session
  static void write(Exchange exchange, Optional<String> cookie, Passage passage, HeadWriter to) {
    var head = new RequestHead(exchange, to);
    to.begin(exchange.request().method().name(), exchange.request().uri());
    head.writeFields(cookie);
    if (head.host() == null) {
      to.field("Host", exchange.policy().upstream().authority());
    }
    passage.state().ifPresent(told -> to.field(HeaderNames.STATE, told.label()));
    if (!passage.identity().isNone()) {
      head.writeIdentity(passage.identity());
    }
    head.writeForwarded();
  }

  private void writeFields(Optional<String> cookie) {
    var cookieLeft = cookie.filter(text -> !text.isBlank());
    for (var header : headers) {
      var name = header.getKey();
      if (isDropped(name, header.getValue())) {
        continue;
      }
      if (cookie.isEmpty() || !HeaderNames.is(name, HttpHeaders.COOKIE)) {
        to.field(name, header.getValue());
      } else if (cookieLeft.isPresent()) {
        to.field(name, cookieLeft.get());
        cookieLeft = Optional.empty();
      }
    }
  }

  private boolean isDropped(String name, String value) {
    if (HeaderNames.isHopByHop(name)) {
      return !(HeaderNames.is(name, "te") && value.strip().equalsIgnoreCase("trailers"));
    }
    return HeaderNames.isNamed(named, name)
        || HeaderNames.isOurs(name)
        || HeaderNames.isDisguised(name)
        || HeaderNames.is(name, HeaderNames.FORWARDED_FOR)
        // Announces what ends here: no application of a browser has a use for request trailers.
        || HeaderNames.is(name, "trailer")
        || (HeaderNames.isOfProxies(name) && !(trusted && HeaderNames.isPlain(name)));
  }

  /// A visitor's own `Authorization` stays: it may be meant for the application.
  private void writeIdentity(Identity identity) {
    identity.fields().forEach(field -> to.field(field.name(), field.value()));
    if (!headers.contains(HttpHeaders.AUTHORIZATION)) {
      identity
          .accessToken()
          .ifPresent(token -> to.field("Authorization", "Bearer " + token.value()));
    }
  }

  /// Source: RFC 7239 section 5 for the meaning; the `X-` names are what applications read.
  private void writeForwarded() {
    to.field(HeaderNames.FORWARDED_FOR, peers());
    if (!isKept(HeaderNames.FORWARDED_PROTO)) {
      to.field(HeaderNames.FORWARDED_PROTO, "http");
    }
    if (host() != null && !isKept(HeaderNames.FORWARDED_HOST)) {
      to.field(HeaderNames.FORWARDED_HOST, host());
    }
  }

  private String peers() {
    var before = trusted ? headers.getAll(HeaderNames.FORWARDED_FOR) : Set.<String>of();
    return before.isEmpty() ? peer() : String.join(", ", before) + ", " + peer();
  }

  private boolean isKept(String name) {
    return trusted && headers.contains(name);
  }

  private String host() {
    return headers.get(HttpHeaders.HOST);
  }

  private String peer() {
    return PeerAddress.of(request);
  }
}
