package dev.sessionkeeper.operator.architecture.planted.one;

import dev.sessionkeeper.operator.architecture.planted.two.Right;
import java.time.Instant;

/// One half of a package cycle, which looks at the clock besides.
public record Left(Right right) {

  /// Reads the clock where nobody may.
  public Instant seen() {
    return Instant.now();
  }
}
