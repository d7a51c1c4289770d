package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/// Debian's nginx as a cache in front, on a port of the loopback.
final class Nginx implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      user root;
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log error.log;
      events { worker_connections 64; }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        proxy_cache_path cache keys_zone=pages:1m;
        proxy_buffer_size 32k;
        proxy_buffers 8 32k;
        proxy_busy_buffers_size 64k;
        server {
          listen 127.0.0.1:@PORT@;
          location / {
            proxy_pass http://127.0.0.1:@UPSTREAM@;
            proxy_set_header Host $http_host;
            proxy_cache pages;
            @CARELESS@
            add_header X-Cache $upstream_cache_status always;
          }
        }
      }
      """;

  private final int port;
  private final Path home;
  private final Process process;

  private Nginx(int port, Path home, String configuration) {
    this.port = port;
    this.home = home;
    this.process = run(home, configuration);
  }

  /// Starts one in front of a port.
  ///
  /// @param careless directives that make it keep what it should not
  static Nginx before(int upstream, String careless) {
    var port = freePort();
    var configuration =
        CONFIGURATION
            .replace("@PORT@", Integer.toString(port))
            .replace("@UPSTREAM@", Integer.toString(upstream))
            .replace("@CARELESS@", careless);
    var nginx = new Nginx(port, Folders.create("nginx"), configuration);
    Awaitility.await("nginx listens")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(nginx::listens);
    return nginx;
  }

  /// A new connection of a browser.
  Wire browser() {
    return Wire.to(port);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    Folders.delete(home);
  }

  private static Process run(Path home, String configuration) {
    try {
      var file = Files.writeString(home.resolve("nginx.conf"), configuration);
      return new ProcessBuilder("/usr/sbin/nginx", "-p", home + "/", "-c", file.toString())
          .redirectErrorStream(true)
          .redirectOutput(home.resolve("output.log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("nginx cannot be started", e);
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new IllegalStateException("nginx ended with status " + process.exitValue());
    }
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      // Not yet.
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
