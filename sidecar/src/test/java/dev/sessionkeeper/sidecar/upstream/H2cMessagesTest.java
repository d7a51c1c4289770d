package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.TroubleshootingPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class H2cMessagesTest {
  @Test
  void anApplicationWithoutHttp2IsExplained() throws IOException {
    TroubleshootingPage.assertQuotes(H2cUpstream.NO_HTTP2);
  }
}
