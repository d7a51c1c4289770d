package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.supabase.AuthStage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/// A client that knows of HTTP/2 beforehand: all requests share one connection.
final class Http2Client implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final int port;

  Http2Client(int port) {
    this.port = port;
    this.client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false))
            .with(new PoolOptions().setHttp2MaxSize(1))
            .build();
  }

  /// What came of a request.
  record Answer(HttpClientResponse response, String body) {}

  /// A request to the shop that has yet to be sent.
  HttpClientRequest request(String method, String target) {
    return AuthStage.answer(
        client.request(
            new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(target)));
  }

  /// Sends a request without a body.
  Future<Answer> get(String target, String... cookies) {
    var request = request("GET", target);
    for (var cookie : cookies) {
      request.headers().add("cookie", cookie);
    }
    return answer(request.send());
  }

  static Future<Answer> answer(Future<HttpClientResponse> response) {
    return response.compose(head -> head.body().map(body -> new Answer(head, body.toString())));
  }

  @Override
  public void close() {
    AuthStage.answer(vertx.close());
  }
}
