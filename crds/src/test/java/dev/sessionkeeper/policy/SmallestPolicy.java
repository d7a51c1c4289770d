package dev.sessionkeeper.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The manifest of a policy that says no more than it must, to be built upon.
public final class SmallestPolicy {
  private static final Path FILE = Path.of("src/test/resources/policy-smallest.yaml");
  private static final String TRAFFIC = "port: 3000";

  private SmallestPolicy() {}

  /// It ends within its `spec`, so that further members may follow, indented by two.
  public static String yaml() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// It with other members of its `traffic`.
  ///
  /// @param traffic as in YAML's braces
  public static String withTraffic(String traffic) {
    return yaml().replace(TRAFFIC, traffic);
  }
}
