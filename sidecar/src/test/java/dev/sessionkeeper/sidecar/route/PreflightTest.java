package dev.sessionkeeper.sidecar.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
  @ParameterizedTest
  @CsvSource({
    "OPTIONS, origin access-control-request-method, true",
    "OPTIONS, origin access-control-request-method host, true",
    "OPTIONS, origin, false",
    "OPTIONS, access-control-request-method, false",
    "OPTIONS, origin access-control-request-method cookie, false",
    "OPTIONS, origin access-control-request-method authorization, false",
    "GET, origin access-control-request-method, false"
  })
  void aPreflightIsKnownByItsFields(String method, String fields, boolean is) {
    assertThat(Preflight.is(method, List.of(fields.split(" ", -1))::contains)).isEqualTo(is);
  }
}
