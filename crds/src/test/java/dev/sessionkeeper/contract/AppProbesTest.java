package dev.sessionkeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppProbesTest {
  private static final AppProbe HTTP =
      new AppProbe.Http(
          true,
          "/healthz?deep=\"1\"",
          List.of(new AppProbe.Header("X-Check", "a"), new AppProbe.Header("X-Check", "b")),
          Duration.ofSeconds(4));

  @Test
  void whatIsReadIsWhatWasWritten() {
    var probes =
        new AppProbes(
            Map.of(
                "app/liveness", HTTP,
                "app/startup", new AppProbe.Tcp(Duration.ofSeconds(1)),
                "grpc/readiness", new AppProbe.Grpc("shop.Cart", Duration.ofSeconds(2))));

    assertThat(AppProbes.parse(probes.toJson())).isEqualTo(probes);
  }

  @Test
  void otherProbesReplaceThoseOfTheirName() {
    var tcp = new AppProbe.Tcp(Duration.ofSeconds(1));

    var both = new AppProbes(Map.of("a/liveness", HTTP)).and(Map.of("a/liveness", tcp));

    assertThat(both.find("a/liveness")).contains(tcp);
    assertThat(both.find("a/startup")).isEmpty();
  }

  @Test
  void anythingElseIsRefusedByName() {
    assertThatThrownBy(() -> AppProbes.parse("no JSON"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(AppProbes.VARIABLE);
    assertThatThrownBy(() -> AppProbes.parse("{\"a/b\":{\"kind\":\"exec\"}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exec");
  }
}
