package dev.sessionkeeper.sidecar.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.route.RequestTarget.Asterisk;
import dev.sessionkeeper.sidecar.route.RequestTarget.Origin;
import dev.sessionkeeper.sidecar.route.RequestTarget.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/, /, ''",
    "/a?b=c, /a, ?b=c",
    "/a?x=/public?y, /a, ?x=/public?y",
    "/a?, /a, ?",
    "/a%20b, /a%20b, ''",
    "/%E2%82%AC~!$&'(), /%E2%82%AC~!$&'(), ''",
    "/?%00, /, ?%00"
  })
  void aPathIsKeptAsSentAndItsQueryApart(String text, String path, String query) {
    var target = RequestTarget.of("GET", text);

    assertThat(target).isEqualTo(new Origin(path, query));
    assertThat(((Origin) target).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @DisplayName("P9, rule 9: NUL, control bytes, # and targets that are no path are refused")
  @ValueSource(
      strings = {
        "",
        "a",
        "http://shop.example.com/",
        "shop.example.com:443",
        "/a#b",
        "/a\u0000b",
        "/a\tb",
        "/a\nb",
        "/a\u007fb",
        "/a b",
        "/é",
        "/a%00",
        "/a%0d%0aX",
        "/%1F",
        "/%7f",
        "/a?b#c",
        "*"
      })
  void aTargetThatNobodyMayRelyOnIsRefused(String text) {
    assertThat(RequestTarget.of("GET", text)).isInstanceOf(Refused.class);
  }

  @Test
  void onlyOptionsMayAskAboutTheWholeServer() {
    assertThat(RequestTarget.of("OPTIONS", "*")).isEqualTo(new Asterisk());
  }
}
