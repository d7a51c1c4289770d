package dev.sessionkeeper.operator.architecture.planted.two;

import dev.sessionkeeper.operator.architecture.planted.one.Left;
import java.util.List;

/// The other half of a package cycle, which catches everything besides.
public record Right(List<Left> lefts) {

  /// Swallows what it should let rise.
  public int count() {
    try {
      return lefts.size();
    } catch (Exception e) {
      return 0;
    }
  }
}
