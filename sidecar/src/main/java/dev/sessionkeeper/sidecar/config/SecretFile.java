package dev.sessionkeeper.sidecar.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A secret in a file, read again whenever the file is replaced.
///
/// Where the file is missing or useless, the secret is absent and `complaint` says why; that never
/// stops the sidecar. `look` blocks and belongs to one thread at a time; reading is free for all.
///
/// @param <S> the secret as a type, whose `toString` says nothing
public final class SecretFile<S> implements Supplier<Optional<S>> {
  /// The longest secret that is read, in bytes.
  static final int MOST_BYTES = 64 * 1024;

  private final String member;
  private final Path path;
  private final Function<String, Optional<S>> form;
  private volatile State<S> state;

  private record State<S>(FileMark mark, Optional<S> secret, Optional<String> complaint) {}

  /// Reads the secret for the first time. Blocks.
  ///
  /// @param member the member of the configuration that names the file
  /// @param form makes the secret from the text of the file; empty where the text is none
  public SecretFile(String member, String path, Function<String, Optional<S>> form) {
    this.member = member;
    this.path = Path.of(path);
    this.form = form;
    this.state = read(FileMark.of(this.path));
  }

  @Override
  public Optional<S> get() {
    return state.secret();
  }

  /// One sentence that tells what is wrong with the file and what to do; empty when all is well.
  public Optional<String> complaint() {
    return state.complaint();
  }

  /// Reads the file again if it was replaced. Blocks.
  ///
  /// @return whether the secret or the complaint is another now
  boolean look() {
    var before = state;
    var mark = FileMark.of(path);
    if (mark.equals(before.mark())) {
      return false;
    }
    state = read(mark);
    return !state.secret().equals(before.secret()) || !state.complaint().equals(before.complaint());
  }

  private State<S> read(FileMark mark) {
    return switch (BoundedFile.read(path, MOST_BYTES)) {
      case BoundedFile.Content.Unreadable(var reason) -> absent(mark, reason);
      case BoundedFile.Content.Text(var text) ->
          form.apply(text)
              .map(secret -> new State<>(mark, Optional.of(secret), Optional.empty()))
              .orElseGet(
                  () -> absent(mark, text.isBlank() ? "is empty" : "holds no usable secret"));
    };
  }

  private State<S> absent(FileMark mark, String reason) {
    return new State<>(
        mark,
        Optional.empty(),
        Optional.of(
            "The secret file %s (%s) %s: put it there; it is read again every 2 seconds."
                .formatted(path, member, reason)));
  }

  @Override
  public String toString() {
    return "SecretFile[" + path + "]";
  }
}
