package dev.sessionkeeper.sidecar.upstream;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Optional;

/// Answers and trailers of HTTP/2 in the form that they have in HTTP/1.1, which is what browsers
/// may speak. Source: RFC 9113 sections 8.1 and 8.2.1.
final class H2cAnswer {
  private static final int LEAST_STATUS = 100;
  private static final int MOST_STATUS = 999;

  private H2cAnswer() {}

  /// The head of an answer; empty where it is none.
  static Optional<HttpResponse> head(Http2Headers fields) {
    var status = status(fields.status());
    return status < LEAST_STATUS || status > MOST_STATUS
        ? Optional.empty()
        : fields(fields).map(read -> response(status, read));
  }

  /// The fields of a head or of trailers; empty where one is no field that HTTP/1.1 could hold.
  static Optional<HttpHeaders> fields(Http2Headers fields) {
    var read = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (var field : fields) {
      var name = field.getKey().toString();
      var value = field.getValue().toString();
      if (name.isEmpty() || Lines.isBroken(name) || Lines.isBroken(value)) {
        return Optional.empty();
      }
      if (name.charAt(0) != ':') {
        read.add(name, value);
      }
    }
    return Optional.of(read);
  }

  private static HttpResponse response(int status, HttpHeaders fields) {
    return new DefaultHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), fields);
  }

  private static int status(CharSequence text) {
    if (text == null || text.length() != 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    return Integer.parseInt(text, 0, 3, 10);
  }
}
