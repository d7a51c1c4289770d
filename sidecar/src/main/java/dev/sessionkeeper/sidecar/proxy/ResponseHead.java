package dev.sessionkeeper.sidecar.proxy;

import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/// Writes the head of the application's response anew for the browser. Source: RFC 9110 sections
/// 6.4.1 and 7.6.1.
final class ResponseHead {
  private ResponseHead() {}

  /// Copies status and header fields in their order, without what ends at this hop.
  static void copy(HttpResponse answer, HttpServerResponse response) {
    var status = answer.status();
    response.setStatusCode(status.code()).setStatusMessage(status.reasonPhrase());
    var named = HeaderNames.namedByConnection(answer.headers().getAll(HttpHeaders.CONNECTION));
    var to = response.headers();
    for (var fields = answer.headers().iteratorCharSequence(); fields.hasNext(); ) {
      var field = fields.next();
      var name = field.getKey();
      if (!HeaderNames.isHopByHop(name) && !HeaderNames.isNamed(named, name)) {
        to.add(name, field.getValue());
      }
    }
  }

  /// The fields of early hints, without what ends at this hop.
  static MultiMap hints(io.netty.handler.codec.http.HttpHeaders hints) {
    var to = MultiMap.caseInsensitiveMultiMap();
    for (var field : hints) {
      if (!HeaderNames.isHopByHop(field.getKey())) {
        to.add(field.getKey(), field.getValue());
      }
    }
    return to;
  }

  /// Adds what makes a 101 response switch to WebSocket. Source: RFC 6455 section 4.2.2.
  static void addUpgrade(HttpServerResponse response) {
    response.putHeader("Connection", "Upgrade");
    response.putHeader("Upgrade", "websocket");
  }

  /// Whether a response has no body whatever its header says.
  static boolean isWithoutBody(HttpMethod method, int status) {
    return method.equals(HttpMethod.HEAD) || status == 204 || status == 304;
  }

  /// Writes the head of a response without body. Vert.x would make up a length if it came with the
  /// end, and makes up a coding as it is.
  static void writeWithoutBody(HttpServerResponse response) {
    response.headersEndHandler(_ -> response.headers().remove(HttpHeaders.TRANSFER_ENCODING));
    response.writeHead();
  }

  /// Marks where a body of unknown length ends: by chunks, or to an old client, which has no word
  /// for them, by the end of the connection. Source: RFC 9112 sections 6.1 and 6.3.
  static void markEnd(HttpServerRequest request) {
    var response = request.response();
    if (request.version() != HttpVersion.HTTP_1_0) {
      response.setChunked(true);
      return;
    }
    // Vert.x codes it in chunks all the same where the head is written first, and keeps the
    // connection.
    response.headersEndHandler(
        _ ->
            response
                .headers()
                .set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .remove(HttpHeaders.TRANSFER_ENCODING));
    response.endHandler(_ -> request.connection().close());
  }

  /// Tells what the refresh cost this request, in tenths of a millisecond. Source: W3C Server
  /// Timing.
  ///
  /// Not with `String.format`: the first decimal would bring the tables of all locales into memory.
  ///
  /// @param held how long the request waited, in nanoseconds
  static void addTiming(HttpServerResponse response, long held) {
    var tenths = TimeUnit.NANOSECONDS.toMicros(held) / 100;
    response
        .headers()
        .add(
            "Server-Timing",
            "sessionkeeper;desc=\"refreshed\";dur=" + tenths / 10 + "." + tenths % 10);
  }
}
