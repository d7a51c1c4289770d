package dev.sessionkeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {

  @ParameterizedTest
  @CsvSource({
    "/a, /a, true",
    "/a, /a/, false",
    "/a, /ab, false",
    "/a/*, /a, true",
    "/a/*, /a/, true",
    "/a/*, /a/b/c, true",
    "/a/*, /ab, false",
    "/*, /, true",
    "/*, /x, true",
    "/*, '', true",
    "/a*, /a, true",
    "/a*, /abc, true",
    "/a*, /b, false",
    "/*.svg, /x.svg, true",
    "/*.svg, /a/b.svg, true",
    "/*.svg, /x.svg2, false",
    "/*.svg, .svg, false",
    "/a/*/b/*/c, /a/1/b/2/c, true",
    "/a/*/b/*/c, /a/1/c, false",
    "/a/*/b/*/c, /a/b/b/c, false",
    "/a/*/b/*/c, /a/x/b/y/b/z/c, true",
    "/ab*ba, /aba, false",
    "/ab*ba, /abba, true",
    "/*x*x*, /axbx, true",
    "/*x*x*, /ax, false"
  })
  void aPatternCoversExactlyWhatItSays(String pattern, String path, boolean covered) {
    assertThat(PathGlob.of(pattern).matches(path)).isEqualTo(covered);
  }
}
