package dev.sessionkeeper.helm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Reads `values.yaml` as a page: each value with the comment above it.
///
/// A comment that begins with `# -- ` is about the key that follows; that key's value is a leaf,
/// also if it is a list or a map.
final class ValuesPage {
  private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z]+):(?: (.*))?$");
  private static final String MARK = "# -- ";

  /// A value of the chart.
  ///
  /// @param text of its comment; empty for a group
  record Value(String path, String byDefault, String text) {
    boolean documented() {
      return !text.isEmpty();
    }
  }

  private record Level(int indent, String key) {}

  private ValuesPage() {}

  static List<Value> read(List<String> lines) {
    var values = new ArrayList<Value>();
    Deque<Level> levels = new ArrayDeque<>();
    var text = "";
    for (var line : lines) {
      var key = KEY.matcher(line);
      if (line.strip().startsWith(MARK)) {
        text = line.strip().substring(MARK.length());
      } else if (key.matches()) {
        enter(levels, new Level(key.group(1).length(), key.group(2)));
        values.add(new Value(path(levels), key.group(3) == null ? "" : key.group(3), text));
        text = "";
      }
    }
    return values;
  }

  private static void enter(Deque<Level> levels, Level level) {
    while (!levels.isEmpty() && levels.getLast().indent() >= level.indent()) {
      levels.removeLast();
    }
    levels.addLast(level);
  }

  private static String path(Deque<Level> levels) {
    return String.join(".", levels.stream().map(Level::key).toList());
  }
}
