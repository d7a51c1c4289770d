package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.ServingCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The TLS server that the API server asks: `POST /inject`.
public final class WebhookServer {
  /// The path that webhook configurations name.
  public static final String PATH = "/inject";

  // An object of etcd is at most 1.5 MiB; a review holds it once, and old objects are never sent.
  private static final int LARGEST_BODY = 3 * 1024 * 1024;
  private static final int IDLE_SECONDS = 90;
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private final HttpServer server;
  private final InjectionWebhook webhook;

  /// Makes the server; opens nothing yet.
  public WebhookServer(Vertx vertx, InjectionWebhook webhook, ServingCertificate certificate) {
    this.webhook = webhook;
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setIdleTimeout(IDLE_SECONDS)
            .setEnabledSecureTransportProtocols(PROTOCOLS)
            .setKeyCertOptions(pem(certificate))
            .setMetricsName("webhook");
    this.server = vertx.createHttpServer(options).requestHandler(this::handle);
  }

  /// Opens the port; fails with a `java.net.BindException` where it is in use.
  public Future<HttpServer> listen(int port, String host) {
    return server.listen(port, host);
  }

  /// Serves another certificate to connections from now on; open ones go on with theirs.
  public Future<Boolean> replaceCertificate(ServingCertificate certificate) {
    var options = new ServerSSLOptions();
    options.setEnabledSecureTransportProtocols(PROTOCOLS).setKeyCertOptions(pem(certificate));
    return server.updateSSLOptions(options);
  }

  /// Accepts nothing new and lets running reviews end.
  public Future<Void> drain(long seconds) {
    return server.shutdown(seconds, TimeUnit.SECONDS);
  }

  private void handle(HttpServerRequest request) {
    if (!PATH.equals(request.path())) {
      send(request, InjectionWebhook.Reply.problem(404, "the webhook is at " + PATH));
      return;
    }
    if (!HttpMethod.POST.equals(request.method())) {
      send(request, InjectionWebhook.Reply.problem(405, "admission reviews are posted"));
      return;
    }
    var body = Buffer.buffer();
    request.handler(
        part -> {
          if (body.length() <= LARGEST_BODY) {
            body.appendBuffer(part);
          }
        });
    request.endHandler(_ -> send(request, reply(body)));
  }

  private InjectionWebhook.Reply reply(Buffer body) {
    return body.length() > LARGEST_BODY
        ? InjectionWebhook.Reply.problem(
            413, "the review is larger than %d bytes".formatted(LARGEST_BODY))
        : webhook.answer(body.getBytes());
  }

  private static void send(HttpServerRequest request, InjectionWebhook.Reply reply) {
    request
        .response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", reply.type())
        .end(reply.body());
  }

  private static PemKeyCertOptions pem(ServingCertificate certificate) {
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(certificate.chain()))
        .addKeyValue(Buffer.buffer(certificate.key()));
  }
}
