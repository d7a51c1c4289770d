package dev.sessionkeeper.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricNamesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/metrics.txt");
  private static final Path PAGE = Path.of("../docs/reference/metrics.md");

  private final Vertx vertx = Vertx.vertx();
  private ScrapedNames scraped = ScrapedNames.of("");

  static Stream<String> golden() throws IOException {
    return Files.readAllLines(GOLDEN).stream();
  }

  @BeforeEach
  void scrape() {
    var metrics = new Metrics();
    var _ = new TrafficMetrics(metrics);
    var _ = new RefreshTelemetry(metrics);
    var _ = new StoreTelemetry(metrics);
    var _ = new ConfigTelemetry(metrics);
    var _ = new ProcessMetrics(metrics, vertx, () -> 0);
    var _ = new VersionTelemetry(metrics, "0.1.0");
    scraped = ScrapedNames.of(metrics.scrape("text/plain; version=0.0.4; charset=utf-8"));
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void namesTypesAndLabelsAreThoseOfTheGoldenFile() throws IOException {
    if (System.getProperty("golden", "").equals("update")) {
      Files.write(GOLDEN, scraped.lines());
    }

    assertThat(scraped.lines()).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }

  @Test
  void namesFollowTheConventionsOfPrometheus() {
    assertThat(scraped.own())
        .isNotEmpty()
        .allSatisfy(
            metric -> {
              assertThat(metric.name()).matches("sessionkeeper_[a-z_]+");
              assertThat(metric.name().endsWith("_total"))
                  .isEqualTo(metric.type().equals("counter"));
              assertThat(metric.name()).doesNotContainPattern("milli|_ms|kilo|_kb|_mb|percent");
              if (metric.type().equals("histogram")) {
                assertThat(metric.name()).matches(".*_(seconds|bytes)");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("golden")
  void thePageTellsEachMetricWithItsTypeAndLabels(String line) throws IOException {
    var words = line.split(" ", -1);

    var row = row(words[0].replaceFirst("_max$", ""));

    if (!words[0].endsWith("_max")) {
      assertThat(row).contains("| " + words[1] + " |");
    }
    Arrays.stream(words)
        .skip(2)
        .forEach(
            label ->
                assertThat(codes(row))
                    .contains(label.replaceFirst("=.*", ""))
                    .containsAll(values(label)));
  }

  @Test
  void thePageNamesNoOtherMetric() throws IOException {
    var known = golden().map(line -> line.split(" ", -1)[0]).toList();

    var named =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`", -1)[1])
            .toList();

    assertThat(known).containsAll(named);
  }

  private static List<String> values(String label) {
    return Arrays.asList(label.replaceFirst(".*=", "").split(",", -1));
  }

  private static List<String> codes(String row) {
    return Arrays.asList(row.split("`", -1));
  }

  private static String row(String name) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| `" + name + "` |"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(PAGE + " has no row for " + name));
  }
}
