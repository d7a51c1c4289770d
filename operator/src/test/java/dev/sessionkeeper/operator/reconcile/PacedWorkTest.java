package dev.sessionkeeper.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedWorkTest {
  private final PacedWork work = new PacedWork();
  private final List<String> done = new ArrayList<>();

  @Test
  void oneCallIsMadeATimeInOrder() {
    work.add("a", () -> done.add("a"));
    work.add("b", () -> done.add("b"));

    work.next();

    assertThat(done).containsExactly("a");
    assertThat(work.size()).isEqualTo(1);
  }

  @Test
  void aCallOfTheSameNameIsReplaced() {
    work.add("a", () -> done.add("old"));
    work.add("a", () -> done.add("new"));

    work.next();
    work.next();

    assertThat(done).containsExactly("new");
  }

  @Test
  void aCallThatFailsStopsNoOther() {
    work.add(
        "a",
        () -> {
          throw new KubernetesClientException("gone", 404, null);
        });
    work.add("b", () -> done.add("b"));

    work.next();
    work.next();

    assertThat(done).containsExactly("b");
  }
}
