package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.upstream.BodyFraming;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a request ends, and for whom it is: refused unless there is one reading only.
///
/// The message is written anew for the application, so both always agree; this is for whatever
/// stands in front of us and may have read it differently. Source: RFC 9112 sections 3.2, 6.1 and
/// 6.3, advisories on request smuggling.
final class Framing {
  // HTTP/2 tells by the stream whether a body follows, and Vert.x not before it has. With these
  // methods a body has no meaning and needs a length. Source: RFC 9110 section 9.3.1.
  private static final Set<HttpMethod> WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  // Rules go by it. An application that makes a URL of it finds another host behind an "@", or in
  // escapes. Source: RFC 9110 section 7.2.
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]*+|\\[[0-9A-Fa-f:.]++])(?::[0-9]*+)?");

  private Framing() {}

  /// Why a request is refused; empty for one whose framing is clear.
  static Optional<String> problem(HttpVersion version, MultiMap headers) {
    var coding = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
    var length = headers.getAll(HttpHeaders.CONTENT_LENGTH);
    var body = coding.isEmpty() ? lengthProblem(length) : codingProblem(version, coding, length);
    return body.or(() -> fieldProblem(version, headers));
  }

  private static Optional<String> fieldProblem(HttpVersion version, MultiMap headers) {
    if (headers.contains("")) {
      return Optional.of("the request has a field without a name");
    }
    var hosts = headers.getAll(HttpHeaders.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && version != HttpVersion.HTTP_1_0)) {
      return Optional.of("the request has no single Host");
    }
    return hosts.stream().allMatch(host -> HOST.matcher(host).matches())
        ? Optional.empty()
        : Optional.of("the Host of the request is no host");
  }

  private static Optional<String> lengthProblem(List<String> length) {
    return length.size() > 1 || (length.size() == 1 && !isDigits(length.getFirst()))
        ? Optional.of("the request has no single Content-Length")
        : Optional.empty();
  }

  private static Optional<String> codingProblem(
      HttpVersion version, List<String> coding, List<String> length) {
    if (!length.isEmpty()) {
      return Optional.of("the request has both Transfer-Encoding and Content-Length");
    }
    if (version == HttpVersion.HTTP_1_0) {
      return Optional.of("an HTTP/1.0 request has no Transfer-Encoding");
    }
    return coding.size() == 1 && coding.getFirst().equalsIgnoreCase("chunked")
        ? Optional.empty()
        : Optional.of("the request has a Transfer-Encoding other than chunked");
  }

  /// How the end of a request's body is marked, once the framing is known to be clear.
  static BodyFraming of(HttpServerRequest request) {
    var headers = request.headers();
    if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      return BodyFraming.CHUNKED;
    }
    var length = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (length != null && !length.equals("0")) {
      return BodyFraming.LENGTH;
    }
    if (Http2Head.isOf(request) && length == null && !WITHOUT_BODY.contains(request.method())) {
      return BodyFraming.CHUNKED;
    }
    return asksForWebSocket(request) ? BodyFraming.UPGRADE : BodyFraming.NONE;
  }

  /// Any other protocol is not passed on, h2c least of all: what comes after that upgrade would be
  /// requests that nobody has looked at. Source: RFC 6455 section 4.1; RFC 9110 section 7.8.
  private static boolean asksForWebSocket(HttpServerRequest request) {
    var protocol = request.headers().get(HttpHeaders.UPGRADE);
    if (protocol == null || request.version() != HttpVersion.HTTP_1_1) {
      return false;
    }
    var options = HeaderNames.namedByConnection(request.headers().getAll(HttpHeaders.CONNECTION));
    return request.method().equals(HttpMethod.GET)
        && protocol.strip().equalsIgnoreCase("websocket")
        && options.contains("upgrade")
        && !options.contains("close");
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
