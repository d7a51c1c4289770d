package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.webhook.InjectionWebhook.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The TLS server that the API server asks: `POST /inject/NAMESPACE/POLICY`.
public final class WebhookServer {
  /// What the paths that webhook configurations name begin with.
  public static final String PATH = WebhookPath.PREFIX;

  private static final int IDLE_SECONDS = 90;
  private static final long LINGER_MILLISECONDS = 1_000;
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private final Vertx vertx;
  private final HttpServer server;
  private final InjectionWebhook webhook;
  private final Intake intake;

  /// Makes the server; opens nothing yet.
  public WebhookServer(Vertx vertx, InjectionWebhook webhook, ServingCertificate certificate) {
    this.vertx = vertx;
    this.webhook = webhook;
    this.intake = new Intake(vertx);
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
    switch (WebhookPath.of(request.path())) {
      case WebhookPath.Unknown() ->
          send(request, Reply.problem(404, "the webhook is at " + WebhookPath.PREFIX));
      case WebhookPath.OfAny() -> review(request, this::judged);
      case WebhookPath.OfPolicy(var policy) -> review(request, body -> judged(policy, body));
    }
  }

  private void review(HttpServerRequest request, Function<Buffer, Future<Reply>> judge) {
    if (!HttpMethod.POST.equals(request.method())) {
      send(request, Reply.problem(405, "admission reviews are posted"));
      return;
    }
    intake
        .with(request, judge)
        .onComplete(reply -> send(request, reply), failure -> decline(request, failure));
  }

  private Future<Reply> judged(Buffer body) {
    return Future.succeededFuture(webhook.answer(body.getBytes()));
  }

  /// A policy that is not known here yet is looked up, which no other review waits for.
  private Future<Reply> judged(PolicyKey policy, Buffer body) {
    return webhook.knows(policy)
        ? judged(body)
        : vertx
            .executeBlocking(() -> webhook.answer(policy, body.getBytes()))
            .map(Objects::requireNonNull);
  }

  /// What is left of the body is dropped for a moment, so that the answer is read before the
  /// connection closes. Who has gone is answered nothing.
  private void decline(HttpServerRequest request, Throwable failure) {
    if (failure instanceof Intake.Declined declined) {
      send(request, Reply.problem(declined.status(), declined.sentence()));
    }
    vertx.setTimer(LINGER_MILLISECONDS, _ -> request.connection().close());
  }

  private static void send(HttpServerRequest request, Reply reply) {
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
