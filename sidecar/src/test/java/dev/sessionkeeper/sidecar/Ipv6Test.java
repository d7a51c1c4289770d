package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A cluster that speaks IPv6 only: the listener, the browser and the application are at `::1`.
class Ipv6Test {
  private static final String LOOPBACK = "::1";
  private static final int PATIENCE_MILLIS = 10_000;

  @TempDir Path folder;

  @Test
  void aRequestPassesAndTellsWhereItCameFrom() throws Exception {
    var head = headAtTheApp("GET / HTTP/1.1", "Host: shop.example.com");

    assertThat(head).contains("X-Forwarded-For: ::1", "X-Forwarded-Host: shop.example.com");
  }

  @Test
  void aTrustedProxyIsKnownByItsBlock() throws Exception {
    var head =
        headAtTheApp("GET / HTTP/1.1", "Host: a", "X-Forwarded-For: 2001:db8::7", "X-Real-IP: x");

    assertThat(head).contains("X-Forwarded-For: 2001:db8::7, ::1", "X-Real-IP: x");
  }

  @Test
  void aRequestWithoutHostIsGivenTheAddressInBrackets() throws Exception {
    var head = headAtTheApp("GET / HTTP/1.0");

    assertThat(head).anySatisfy(line -> assertThat(line).matches("Host: \\[::1]:[0-9]+"));
  }

  /// What the operator writes for pods; the kubelet and Services come by IPv6.
  @ParameterizedTest
  @CsvSource({"listener, 502", "admin, 404"})
  void allAddressesAreThoseOfIpv6AsWell(String server, String status) throws Exception {
    var config =
        RunningSidecar.config(
            changed -> RunningSidecar.object(changed, server).put("host", "0.0.0.0"));
    var port = RunningSidecar.object(config, server).get("port").intValue();

    try (var _ = RunningSidecar.running(folder, config);
        var browser = new Socket(InetAddress.ofLiteral(LOOPBACK), port)) {
      browser.setSoTimeout(PATIENCE_MILLIS);
      send(browser, "GET /page HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(reader(browser).readLine()).contains(" " + status + " ");
    }
  }

  /// Sends the head of a request through a sidecar; returns what the application got.
  private List<String> headAtTheApp(String... lines) throws IOException {
    try (var app = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      app.setSoTimeout(PATIENCE_MILLIS);
      var config =
          RunningSidecar.config(
              changed -> {
                RunningSidecar.object(changed, "listener").put("host", LOOPBACK);
                RunningSidecar.object(changed, "upstream")
                    .put("host", LOOPBACK)
                    .put("port", app.getLocalPort());
                changed.putArray("trustedProxies").add("::1/128");
              });
      var port = RunningSidecar.object(config, "listener").get("port").intValue();

      try (var _ = RunningSidecar.running(folder, config);
          var browser = new Socket(InetAddress.ofLiteral(LOOPBACK), port)) {
        browser.setSoTimeout(PATIENCE_MILLIS);
        send(browser, String.join("\r\n", lines) + "\r\n\r\n");
        return answered(app, browser);
      }
    }
  }

  /// The sidecar looks whether the application listens, too: on a connection without a request.
  private static List<String> answered(ServerSocket app, Socket browser) throws IOException {
    try (var accepted = app.accept()) {
      accepted.setSoTimeout(PATIENCE_MILLIS);
      var head = reader(accepted).lines().takeWhile(line -> !line.isEmpty()).toList();
      if (head.isEmpty()) {
        return answered(app, browser);
      }
      send(accepted, "HTTP/1.1 204 No Content\r\n\r\n");
      assertThat(reader(browser).readLine()).contains(" 204 ");
      return head;
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
