package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RenderTest {
  @Test
  void print() {
    var text = Chart.rendered("");
    System.out.println(text);
    System.out.println(Chart.inventory(Chart.objectsIn(text)));
    assertThat(text).isNotBlank();
  }
}
