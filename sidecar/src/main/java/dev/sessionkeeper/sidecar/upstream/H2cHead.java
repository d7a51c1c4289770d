package dev.sessionkeeper.sidecar.upstream;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;

/// The head of a request as HTTP/2 has it: method, target and host as pseudo fields, names in
/// lower case. Source: RFC 9113 sections 8.2 and 8.3.1.
final class H2cHead implements HeadWriter {
  private static final int USUAL = 32;

  private final Http2Headers fields = new DefaultHttp2Headers(false, USUAL);

  @Override
  public H2cHead begin(String method, String target) {
    fields.clear();
    fields.method(line(method)).scheme("http").path(line(target));
    return this;
  }

  @Override
  public H2cHead field(String name, String value) {
    var lower = line(name).toLowerCase(Locale.ROOT);
    if (lower.equals("host")) {
      fields.authority(line(value));
    } else {
      fields.add(lower, line(value));
    }
    return this;
  }

  Http2Headers fields() {
    return fields;
  }

  /// What becomes a line of its own further on, where somebody speaks HTTP/1.1.
  private static String line(String text) {
    if (Lines.isBroken(text)) {
      throw new IllegalArgumentException("text: expected one line of a request head");
    }
    return text;
  }
}
