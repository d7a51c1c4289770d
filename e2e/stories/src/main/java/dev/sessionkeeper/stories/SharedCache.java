package dev.sessionkeeper.stories;

import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.processes.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// Debian's nginx as a cache for all visitors, with the careless setting that makes it keep
/// responses in spite of their cookies.
final class SharedCache implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      user root;
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log error.log;
      events { worker_connections 256; }
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
            proxy_pass @SITE@;
            proxy_set_header Host $http_host;
            proxy_cache pages;
            proxy_ignore_headers Set-Cookie;
            add_header X-Cache $upstream_cache_status always;
          }
        }
      }
      """;

  private final Program program;
  private final URI url;

  private SharedCache(Program program, URI url) {
    this.program = program;
    this.url = url;
  }

  static SharedCache start(String name, URI site) {
    var port = Loopback.freePort();
    try {
      Files.createDirectories(Stage.OUTPUT);
      var home = Files.createTempDirectory(Stage.OUTPUT, "cache").toAbsolutePath();
      var file = home.resolve("nginx.conf");
      var configuration =
          CONFIGURATION
              .replace("@PORT@", Integer.toString(port))
              .replace("@SITE@", site.toString());
      Files.writeString(file, configuration);
      var command = List.of("/usr/sbin/nginx", "-p", home + "/", "-c", file.toString());
      var program = Program.start(name, Stage.OUTPUT, command, Map.of());
      Loopback.awaitOk(program, Loopback.url(port).resolve("/about"));
      return new SharedCache(program, Loopback.url(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    program.close();
  }
}
