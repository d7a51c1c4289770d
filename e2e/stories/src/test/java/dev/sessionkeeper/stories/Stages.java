package dev.sessionkeeper.stories;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Chromium and both arrangements of a run, each set up when the first story needs it. Prints the
/// table of the stories at the end.
final class Stages implements AutoCloseable {
  private static final Path CHROMIUM =
      Path.of(System.getProperty("sessionkeeper.chromium", "/usr/bin/chromium"));
  private static final Path TABLE = Path.of("target", "stories.md");
  private static final Path FLAGS = Path.of("../setup/chromium.flags");

  private final Playwright playwright;
  private final Browser chromium;
  private final StoryTable table = new StoryTable();
  private final Set<Arrangement> tried = EnumSet.noneOf(Arrangement.class);
  private final Map<Arrangement, Stage> stages = new EnumMap<>(Arrangement.class);

  Stages() {
    NextApp.build();
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    chromium =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(flags()));
  }

  private static List<String> flags() {
    try {
      return Files.readAllLines(FLAGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The stage of an arrangement.
  ///
  /// @throws IllegalStateException if it cannot be set; it is tried once only
  Stage of(Arrangement arrangement) {
    if (!stages.containsKey(arrangement)) {
      if (!tried.add(arrangement)) {
        throw new IllegalStateException(arrangement + ": see why the first story of it failed");
      }
      stages.put(arrangement, Stage.set(arrangement, chromium, table));
    }
    return stages.get(arrangement);
  }

  void begins(String story) {
    table.begins(story);
  }

  void clear() {
    stages.values().forEach(Stage::clear);
  }

  @Override
  public void close() throws IOException {
    stages.values().forEach(Stage::close);
    playwright.close();
    if (!table.isEmpty()) {
      System.out.println("\n" + table.asMarkdown());
      Files.writeString(TABLE, table.asMarkdown());
    }
  }
}
