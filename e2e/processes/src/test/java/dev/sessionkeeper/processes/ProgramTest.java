package dev.sessionkeeper.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Child processes, with the shell as the child.
class ProgramTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SIGKILL = 128 + 9;

  @TempDir private Path folder;

  @Test
  void whatIsPrintedOnBothStreamsIsKept() {
    var program = start("echo $WHAT; echo two >&2", Map.of("WHAT", "one"));

    program.awaitSuccess();

    assertThat(program.output()).isEqualTo("one\ntwo\n");
  }

  @Test
  void theFileOfAnEarlierRunIsReplacedAndThatOfThisRunContinued() throws IOException {
    Files.writeString(folder.resolve("a-child.log"), "from an earlier run\n");

    start("echo one", Map.of()).awaitSuccess();
    var again = start("echo two", Map.of());
    again.awaitSuccess();

    assertThat(again.output()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aFailureTellsTheLastLines() {
    var program = start("for i in $(seq 100); do echo line $i.; done; exit 3", Map.of());

    assertThatThrownBy(program::awaitSuccess)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("a child ended with status 3", "line 71.", "line 100.")
        .message()
        .doesNotContain("line 70.");
  }

  @Test
  void whatIsMeantToServeAndHasEndedIsToldAtOnce() {
    try (var program = start("read forever", Map.of())) {
      assertThatCode(program::checkAlive).doesNotThrowAnyException();

      program.kill();

      assertThat(program.isAlive()).isFalse();
      assertThatThrownBy(program::checkAlive).hasMessageContaining("status " + SIGKILL);
    }
  }

  @Test
  void whatEndsWhenToldToSaysHow() {
    try (var program = listening("trap 'exit 7' TERM")) {
      assertThat(program.terminate(PATIENCE)).isEqualTo(7);
    }
  }

  @Test
  void whatDoesNotEndWhenToldToIsKilled() {
    try (var program = listening("trap '' TERM")) {
      assertThat(program.terminate(Duration.ofMillis(100))).isEqualTo(SIGKILL);
    }
  }

  @Test
  void whatIsSuspendedGoesOnWhenItIsResumed() {
    try (var program = listening("trap 'exit 0' TERM")) {
      program.suspend();
      Waiting.until("it has stopped", PATIENCE, () -> isStopped(program));

      program.resume();

      Waiting.until("it goes on", PATIENCE, () -> !isStopped(program));
    }
  }

  @Test
  void whatIsSuspendedIsStillToldToEnd() {
    var program = listening("trap 'echo told; exit 0' TERM");
    program.suspend();

    program.close();

    assertThat(program.output()).contains("told");
  }

  @Test
  void aSignalToWhatHasEndedIsNone() {
    var program = start("exit 0", Map.of());
    program.awaitSuccess();

    assertThatCode(program::resume).doesNotThrowAnyException();
  }

  /// A shell that has set its traps, has told its process id, and waits for an input that never
  /// comes.
  private Program listening(String traps) {
    var program = start(traps + "; echo $$; while :; do read forever; done", Map.of());
    Waiting.until("it listens", PATIENCE, () -> program.output().endsWith("\n"));
    return program;
  }

  /// See proc(5) on `stat`: the state comes after the name in parentheses.
  private static boolean isStopped(Program program) {
    try {
      return Files.readString(Path.of("/proc", program.output().strip(), "stat")).contains(") T ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Program start(String script, Map<String, String> environment) {
    return Program.start("a child", folder, List.of("bash", "-c", script), environment);
  }
}
