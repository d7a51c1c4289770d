package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.sidecar.config.BoundedFile;
import dev.sessionkeeper.sidecar.verify.GivenKeys;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where a key set is read from: a file, or an address that is asked once. Blocks.
final class KeySource {
  private static final int LONGEST = 1 << 20;
  private static final int PATIENCE_MILLIS = 5_000;

  /// What came of it.
  sealed interface Answer {

    /// A key set.
    record Given(GivenKeys keys) implements Answer {}

    /// None, and why.
    record Missing(String reason) implements Answer {}
  }

  private KeySource() {}

  static Answer read(String place) {
    return place.startsWith("http://") || place.startsWith("https://")
        ? ofAddress(place)
        : ofFile(place);
  }

  private static Answer ofFile(String place) {
    try {
      return switch (BoundedFile.read(Path.of(place), LONGEST)) {
        case BoundedFile.Content.Text(var text) -> parsed(text);
        case BoundedFile.Content.Unreadable(var reason) ->
            new Answer.Missing("the file of --jwks " + reason);
      };
    } catch (InvalidPathException e) {
      return new Answer.Missing("--jwks names no file");
    }
  }

  private static Answer ofAddress(String place) {
    try {
      var connection = (HttpURLConnection) URI.create(place).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      connection.setInstanceFollowRedirects(false);
      var status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        return new Answer.Missing("the address of --jwks answered " + status);
      }
      try (var in = connection.getInputStream()) {
        return parsed(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
      }
    } catch (IOException | IllegalArgumentException e) {
      return new Answer.Missing("the address of --jwks gave no answer");
    }
  }

  private static Answer parsed(String json) {
    return GivenKeys.parse(json)
        .<Answer>map(Answer.Given::new)
        .orElseGet(() -> new Answer.Missing("what --jwks names holds no JSON web key set"));
  }
}
