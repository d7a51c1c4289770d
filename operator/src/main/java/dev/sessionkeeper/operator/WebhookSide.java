package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.store.CertificateSecret;
import dev.sessionkeeper.operator.store.WebhookEntry;
import dev.sessionkeeper.operator.store.WebhookObjects;
import dev.sessionkeeper.operator.telemetry.CertificateTelemetry;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.operator.webhook.CertificateKeeper;
import dev.sessionkeeper.operator.webhook.CertificateSource;
import dev.sessionkeeper.operator.webhook.ForeignCertificates;
import dev.sessionkeeper.operator.webhook.InjectionWebhook;
import dev.sessionkeeper.operator.webhook.OwnCertificates;
import dev.sessionkeeper.operator.webhook.WebhookServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The webhook's server, its certificate, and what webhook entries are to say of both. Safe for all
/// threads; `open` is called once.
final class WebhookSide {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSide.class);
  private static final long DRAIN_SECONDS = 10;

  private final Settings settings;
  private final CertificateKeeper keeper;
  private final Runnable changed;
  private volatile String bundle = "";
  private volatile @Nullable WebhookServer server;

  /// @param changed is told that webhook entries are to name other authorities
  WebhookSide(
      World world,
      Settings settings,
      KubernetesClient client,
      WebhookObjects webhooks,
      CertificateTelemetry telemetry,
      Runnable changed) {
    this.settings = settings;
    this.changed = changed;
    this.keeper =
        new CertificateKeeper(
            certificates(world, settings, client, webhooks),
            telemetry,
            new CertificateKeeper.Outside(
                this::serve, this::publish, webhooks::believe, webhooks::inForce),
            Lifetimes.USUAL.overlap(),
            world.clock());
  }

  /// Waits for a certificate and answers reviews from then on. Blocks.
  ///
  /// @param address of the interfaces to listen at
  void open(Vertx vertx, InjectionWebhook webhook, String address, Ticks ticks) {
    var opening = new WebhookServer(vertx, webhook, firstCertificate(ticks));
    opening.listen(settings.webhookPort(), address).await();
    server = opening;
  }

  /// Looks whether the certificate has changed. Blocks.
  void look() {
    var _ = keeper.look();
  }

  /// Whether API servers believe what is served, as far as can be told. Blocks.
  boolean believed() {
    return keeper.believed();
  }

  /// What webhook entries are to name.
  WebhookEntry.Address address() {
    return new WebhookEntry.Address(
        settings.namespace(), settings.webhookService(), WebhookServer.PATH, bundle);
  }

  /// Answers running reviews and closes. Blocks.
  void drain() {
    Optional.ofNullable(server).ifPresent(open -> open.drain(DRAIN_SECONDS).await());
  }

  /// With certificates of others there may be none yet; the API server's calls fail until then.
  private ServingCertificate firstCertificate(Ticks ticks) {
    var found = keeper.look();
    while (found.isEmpty()) {
      LOG.atWarn()
          .addKeyValue(LogKeys.OBJECT, settings.certificateSecret())
          .log("waiting for a certificate in the Secret");
      ticks.pause(Duration.ofSeconds(1));
      found = keeper.look();
    }
    return found.get();
  }

  private boolean serve(ServingCertificate certificate) {
    var open = server;
    return open == null || open.replaceCertificate(certificate).otherwise(false).await();
  }

  private void publish(Bundle believed) {
    bundle = believed.pem();
    changed.run();
  }

  private static CertificateSource certificates(
      World world, Settings settings, KubernetesClient client, WebhookObjects webhooks) {
    var secret = new CertificateSecret(client, settings.namespace(), settings.certificateSecret());
    var service = settings.webhookService() + "." + settings.namespace() + ".svc";
    return switch (settings.certificates()) {
      case OWN ->
          new OwnCertificates(
              secret, List.of(service), Lifetimes.USUAL, webhooks::believe, world.clock());
      case EXTERNAL -> new ForeignCertificates(secret);
    };
  }
}
