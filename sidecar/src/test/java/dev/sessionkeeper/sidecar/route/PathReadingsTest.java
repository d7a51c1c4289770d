package dev.sessionkeeper.sidecar.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathReadingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/b.html", "/a.b/c", "/a/", "/caf~(1)!"})
  void aPlainPathHasOneReading(String path) {
    assertThat(PathReadings.of(path)).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/./b, /a/b", "/a/../b, /b", "/a/.., /", "/a/b/.., /a/", "/a/., /a/", "/../a, /a",
    "/a//b, /a/b", "//a, /a", "/a///, /a/", "/a;x=1/b, /a/b", "/a;, /a", "/a\\b, /a/b",
    "/%41, /A", "/%zz%41, /%zzA", "/a%4, /a%4", "/%2541, /A", "/a%2fb, /a/b", "/a%3fb, /a",
    "/a%23b, /a", "/a/..;/b, /b", "/x//../b, /b", "/x//../b, /x/b", "/%2e%2e/a, /a"
  })
  void anOddPathIsReadInEveryWay(String path, String reading) {
    assertThat(PathReadings.of(path)).contains(path, reading);
  }

  @Test
  void nobodyDecodesThreeTimes() {
    assertThat(PathReadings.of("/%252541")).contains("/%2541", "/%41").doesNotContain("/A");
  }
}
