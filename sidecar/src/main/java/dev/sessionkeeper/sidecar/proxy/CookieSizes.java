package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.LogKeys;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import io.vertx.core.MultiMap;
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

  /// Lines of the session go to the browser.
  ///
  /// @param ours the size of our own lines; 0 for none
  void response(int ours, MultiMap head) {
    if (ours > 0) {
      metrics.responseCookieBytes(ours);
    }
    var bytes = sizeOf(head);
    metrics.responseHeadBytes(bytes);
    if (bytes > PROXY_BUFFER && !warnedOfResponse) {
      warnedOfResponse = true;
      LOG.atWarn()
          .addKeyValue(LogKeys.BYTES, bytes)
          .log(
              "a response's head with session cookies exceeds the 4 KiB that many proxies buffer;"
                  + " see proxy_buffer_size");
    }
  }

  /// The fields with `: ` and the end of each line; the first line is short.
  private static int sizeOf(MultiMap head) {
    var bytes = 0;
    for (var field : head) {
      bytes += field.getKey().length() + field.getValue().length() + 4;
    }
    return bytes;
  }
}
