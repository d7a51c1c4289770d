package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store behind TLS with a certificate of an authority of its own.
class StoreTlsTest {
  @TempDir private Path folder;
  private RedisServer redis;

  @BeforeEach
  void start() {
    certificate("127.0.0.1");
    var port = RedisServer.freePort();
    redis =
        RedisServer.startAt(
            port,
            "--port",
            "0",
            "--tls-port",
            "" + port,
            "--tls-cert-file",
            file("server.crt"),
            "--tls-key-file",
            file("server.key"),
            "--tls-ca-cert-file",
            file("server.crt"),
            "--tls-auth-clients",
            "no");
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void theAuthorityOfThePolicyIsTrusted() throws IOException {
    try (var replicas = replicas(Files.readString(folder.resolve("server.crt"))).awaitUp()) {
      Replicas.assertOneSession(replicas.refreshEverywhere(replicas.newSession(), 3));

      assertThat(replicas.tokenCalls()).isEqualTo(1);
    }
  }

  @Test
  void anotherAuthorityIsNotTrustedAndRefreshesGoOn() throws IOException {
    certificate("127.0.0.1");
    try (var replicas = replicas(Files.readString(folder.resolve("server.crt"))).awaitDown()) {
      assertThat(replicas.get(0).refresh(replicas.newSession())).isInstanceOf(Refreshed.class);
      assertThat(replicas.heard(0).turns).doesNotContain("UP ");
    }
  }

  @Test
  void anAuthorityThatIsReplacedIsTrustedWithoutARestart() throws IOException {
    var inFile = new AtomicReference<>(authority());
    var settings =
        new Replicas.Settings(StoreConfigs.like(Replicas.config(redis.address())).tls().build());
    settings.authorityFile = Optional.of(() -> StoreSecrets.Authority.of(inFile.get()));
    try (var replicas = new Replicas(settings).awaitUp()) {
      redis.kill();
      certificate("127.0.0.1");
      redis.startAgain();
      replicas.awaitDown();

      inFile.set(authority());

      replicas.awaitUp();
      Replicas.assertOneSession(replicas.refreshEverywhere(replicas.newSession(), 3));
      assertThat(replicas.tokenCalls()).isEqualTo(1);
    }
  }

  private String authority() throws IOException {
    return Files.readString(folder.resolve("server.crt"));
  }

  @Test
  void aCertificateOfAnotherNameIsNotTrusted() throws IOException {
    redis.kill();
    certificate("127.0.0.2");
    redis.startAgain();
    try (var replicas = replicas(Files.readString(folder.resolve("server.crt"))).awaitDown()) {
      assertThat(replicas.heard(0).turns).doesNotContain("UP ");
    }
  }

  private Replicas replicas(String authority) {
    var settings =
        new Replicas.Settings(StoreConfigs.like(Replicas.config(redis.address())).tls().build());
    settings.authority = Optional.of(authority);
    return new Replicas(settings);
  }

  private void certificate(String address) {
    var said =
        RedisServer.output(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=store",
                "-addext",
                "subjectAltName=IP:" + address,
                "-keyout",
                file("server.key"),
                "-out",
                file("server.crt")));
    assertThat(folder.resolve("server.crt")).as(said).exists();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
