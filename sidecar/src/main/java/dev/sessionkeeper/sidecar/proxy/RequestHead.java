package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.State;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the head of a request anew for the application: everything in its order, without what
/// ends at this hop, without what only we or a trusted proxy may say.
final class RequestHead {
  private static final int LONG = 256;

  private final HttpServerRequest request;
  private final boolean trusted;
  private final MultiMap headers;
  private final Set<String> named;

  private RequestHead(HttpServerRequest request, TrustedProxies proxies) {
    this.request = request;
    this.trusted = proxies.contains(peer(request));
    this.headers = request.headers();
    this.named = HeaderNames.namedByConnection(headers);
  }

  /// Copies the head.
  ///
  /// @param cookie the `Cookie` header to send; empty for none; absent for the very one that came
  /// @param state what to tell of the session; absent for nothing
  static void copy(
      HttpServerRequest request,
      TrustedProxies proxies,
      Optional<String> cookie,
      Optional<State> state,
      MultiMap to) {
    new RequestHead(request, proxies).copy(cookie, state, to);
  }

  private void copy(Optional<String> cookie, Optional<State> state, MultiMap to) {
    var cookieLeft = cookie.filter(text -> !text.isBlank());
    for (var header : headers) {
      var name = HeaderNames.lower(header.getKey());
      if (isDropped(name, header.getValue())) {
        continue;
      }
      if (cookie.isEmpty() || !name.equals("cookie")) {
        add(to, header.getKey(), header.getValue());
      } else if (cookieLeft.isPresent()) {
        add(to, header.getKey(), cookieLeft.get());
        cookieLeft = Optional.empty();
      }
    }
    state.ifPresent(told -> to.add(HeaderNames.STATE, told.label()));
    addForwarded(to);
  }

  /// Long values go as bytes: a text is checked and written character by character, which for a
  /// session's cookie costs more than all the rest of the head.
  private static void add(MultiMap to, CharSequence name, String value) {
    if (value.length() < LONG) {
      to.add(name, value);
    } else {
      to.add(name, new AsciiString(value.getBytes(StandardCharsets.ISO_8859_1), false));
    }
  }

  private boolean isDropped(String name, String value) {
    if (HeaderNames.isHopByHop(name)) {
      return !(name.equals("te") && value.strip().equalsIgnoreCase("trailers"));
    }
    return named.contains(name)
        || HeaderNames.isOurs(name)
        || HeaderNames.isDisguised(name)
        || (!trusted && HeaderNames.isOfProxies(name));
  }

  /// Source: RFC 7239 section 5 for the meaning; the `X-` names are what applications read.
  private void addForwarded(MultiMap to) {
    var before = trusted ? headers.getAll("X-Forwarded-For") : List.<String>of();
    var peers = Stream.concat(before.stream(), Stream.of(peer(request)));
    to.set("X-Forwarded-For", peers.collect(Collectors.joining(", ")));
    addIfAbsent(to, "X-Forwarded-Proto", "http");
    addIfAbsent(to, "X-Forwarded-Host", Optional.ofNullable(headers.get(HttpHeaders.HOST)));
  }

  private static void addIfAbsent(MultiMap to, String name, Optional<String> value) {
    value.ifPresent(text -> addIfAbsent(to, name, text));
  }

  private static void addIfAbsent(MultiMap to, String name, String value) {
    if (!to.contains(name)) {
      to.add(name, value);
    }
  }

  private static String peer(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress().hostAddress()).orElse("0.0.0.0");
  }
}
