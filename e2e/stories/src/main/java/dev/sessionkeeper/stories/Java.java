package dev.sessionkeeper.stories;

import java.nio.file.Path;

/// The JDK that runs the stories, which also runs what they start.
final class Java {
  static final String EXECUTABLE =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Java() {}
}
