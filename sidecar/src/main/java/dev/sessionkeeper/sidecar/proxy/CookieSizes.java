package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.LogKeys;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures cookies, and warns once of sizes that the usual neighbours do not take. Belongs to one
/// event loop.
///
/// Source: nginx `proxy_buffer_size`, 4 KiB for a whole response head; Node.js `--max-http-header-
/// size`, 16 KiB for a whole request head.
final class CookieSizes {
  static final int PROXY_BUFFER = 4_096;
  static final int NODE_HEAD = 16 * 1_024;

  private static final Logger LOG = LoggerFactory.getLogger(CookieSizes.class);

  private final TrafficMetrics metrics;
  private boolean warnedOfRequest;
  private boolean warnedOfResponse;

  CookieSizes(TrafficMetrics metrics) {
    this.metrics = metrics;
  }

  /// A `Cookie` header goes to the application.
  void request(int bytes) {
    metrics.requestCookieBytes(bytes);
    if (bytes > NODE_HEAD && !warnedOfRequest) {
      warnedOfRequest = true;
      LOG.atWarn()
          .addKeyValue(LogKeys.BYTES, bytes)
          .log("a Cookie header is larger than the 16 KiB that Node.js takes as a whole head");
    }
  }

  /// Lines of ours go to the browser.
  void response(int bytes) {
    metrics.responseCookieBytes(bytes);
    if (bytes > PROXY_BUFFER && !warnedOfResponse) {
      warnedOfResponse = true;
      LOG.atWarn()
          .addKeyValue(LogKeys.BYTES, bytes)
          .log("Set-Cookie lines exceed the 4 KiB that many proxies buffer; see proxy_buffer_size");
    }
  }
}
