package dev.sessionkeeper.sidecar.supabase;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One HTTP request and its whole answer; used once. Its future never fails.
final class Exchange {
  private static final int MOST_BODY_BYTES = 1024 * 1024;

  private final Promise<AuthReply> reply = Promise.promise();
  private final Buffer body = Buffer.buffer();

  /// @param options known as soon as the host's address is
  Future<AuthReply> run(HttpClient client, Future<RequestOptions> options, String requestBody) {
    options.onComplete(
        known -> connect(client, known, requestBody),
        failure -> reply.tryComplete(Failure.whileConnecting(failure)));
    return reply.future();
  }

  private void connect(HttpClient client, RequestOptions options, String requestBody) {
    if (reply.future().isComplete()) {
      return;
    }
    try {
      client
          .request(options)
          .onComplete(
              request -> send(request, requestBody),
              failure -> reply.tryComplete(Failure.whileConnecting(failure)));
    } catch (IllegalStateException e) {
      // How Vert.x says that the client was closed.
      reply.tryComplete(Failure.CLOSED);
    }
  }

  /// Gives up, wherever the exchange is.
  void expire() {
    reply.tryComplete(Failure.TIMEOUT);
  }

  private void send(HttpClientRequest request, String requestBody) {
    // Closes the connection, at once where the exchange expired before there was one.
    reply
        .future()
        .onSuccess(
            result -> {
              if (result instanceof AuthReply.Failed) {
                request.reset();
              }
            });
    if (!reply.future().isComplete()) {
      request.exceptionHandler(this::lose);
      responseTo(request, requestBody).onComplete(this::receive, this::lose);
    }
  }

  // An empty body would still send `Content-Length: 0` with a GET.
  private static Future<HttpClientResponse> responseTo(HttpClientRequest request, String body) {
    return body.isEmpty() && request.getMethod().equals(HttpMethod.GET)
        ? request.send()
        : request.send(body);
  }

  private void receive(HttpClientResponse response) {
    var headers = firstOfEach(response.headers());
    response.exceptionHandler(this::lose);
    response.handler(this::append);
    response.endHandler(
        end ->
            reply.tryComplete(
                new AuthReply.Answer(
                    response.statusCode(), headers, body.toString(StandardCharsets.UTF_8))));
  }

  private void append(Buffer part) {
    if (body.length() + part.length() > MOST_BODY_BYTES) {
      reply.tryComplete(Failure.NO_SUCH_ANSWER);
    } else {
      body.appendBuffer(part);
    }
  }

  private void lose(Throwable cause) {
    reply.tryComplete(Failure.afterSending(cause));
  }

  private static Map<String, String> firstOfEach(MultiMap all) {
    var first = new HashMap<String, String>();
    all.forEach((name, value) -> first.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return first;
  }
}
