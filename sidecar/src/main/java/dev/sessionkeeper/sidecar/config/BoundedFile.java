package dev.sessionkeeper.sidecar.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads text files of bounded size. Blocks.
public final class BoundedFile {
  private BoundedFile() {}

  /// What came of it.
  public sealed interface Content {

    /// The whole text of the file.
    record Text(String value) implements Content {
      @Override
      public String toString() {
        return "Text[redacted]";
      }
    }

    /// No text, and why, in words that continue "the file ...".
    record Unreadable(String reason) implements Content {}
  }

  /// Reads a file, of at most so many bytes.
  public static Content read(Path file, int mostBytes) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        return new Content.Unreadable("is larger than " + mostBytes + " bytes");
      }
      return new Content.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException e) {
      return new Content.Unreadable("does not exist");
    } catch (AccessDeniedException e) {
      return new Content.Unreadable("may not be read by this user");
    } catch (CharacterCodingException e) {
      return new Content.Unreadable("is not UTF-8 text");
    } catch (IOException e) {
      return new Content.Unreadable("cannot be read");
    }
  }
}
