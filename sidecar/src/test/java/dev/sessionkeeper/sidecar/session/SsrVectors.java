package dev.sessionkeeper.sidecar.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What the published packages did, recorded: `vectors/ssr.json`, or the file that the property
/// `sessionkeeper.ssr-vectors` names.
public final class SsrVectors {
  private static final String FILE = System.getProperty("sessionkeeper.ssr-vectors", "");
  private static final JsonNode ALL = read();

  private SsrVectors() {}

  /// All entries of a group; a foreign file may lack it, the project's own may not.
  public static Stream<JsonNode> group(String name) {
    var group = ALL.path(name);
    if (FILE.isEmpty() && group.isEmpty()) {
      throw new IllegalStateException("the recording has no group " + name);
    }
    return StreamSupport.stream(group.spliterator(), false);
  }

  /// A value that stands beside the groups.
  public static JsonNode value(String name) {
    return ALL.path(name);
  }

  /// Whether the library wrote characters that it cannot code: those above U+1FFFF come out as
  /// others. Such an entry shows what it destroyed, which is nothing to follow.
  static boolean isMiscoded(JsonNode write) {
    return SessionText.ofTokenResponse(write.get("token_response_body").textValue(), Instant.EPOCH)
        .filter(session -> session.json().codePoints().anyMatch(c -> c > 0x1FFFF))
        .isPresent();
  }

  private static JsonNode read() {
    try (var file =
        FILE.isEmpty()
            ? SsrVectors.class.getResourceAsStream("/vectors/ssr.json")
            : Files.newInputStream(Path.of(FILE))) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
