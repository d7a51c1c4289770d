package dev.sessionkeeper.sidecar;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/// Vert.x's JSON by Jackson's parser and generator alone.
///
/// Where Jackson's databind is on the class path, Vert.x would make two object mappers of it at the
/// first answer: three hundred classes and a tenth of a second for what nobody asks of them here.
/// Found by Vert.x as a service, once for the process.
public final class PlainJson implements JsonFactory {
  @Override
  public int order() {
    return 0;
  }

  @Override
  public JsonCodec codec() {
    return new JacksonCodec();
  }
}
