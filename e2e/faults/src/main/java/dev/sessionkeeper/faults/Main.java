package dev.sessionkeeper.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Runs faults from the command line: exit code 0 if what is promised held, 1 if not.
public final class Main {
  private static final String OUTPUT = "Output of all programs: ";
  private static final int BROKEN = 1;
  private static final int USAGE = 64;

  private Main() {}

  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      return go(Options.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
      return USAGE;
    }
  }

  private static int go(Options options) {
    try {
      empty(options.folder());
      return tell(options, new Run(options, System.out).go());
    } catch (IllegalStateException | UncheckedIOException e) {
      System.out.println("BROKEN  " + e);
      System.out.println(OUTPUT + options.folder());
      return BROKEN;
    }
  }

  private static int tell(Options options, Report report) {
    put(options.folder().resolve("result.md"), report.asMarkdown());
    System.out.println("\n" + report.asMarkdown());
    report.tally().firstIncidents().forEach(System.out::println);
    var broken = report.broken();
    if (broken.isEmpty()) {
      System.out.println("What is promised held.\n1 passed, 0 failed");
      return 0;
    }
    broken.forEach(line -> System.out.println("BROKEN  " + line));
    System.out.println(OUTPUT + options.folder());
    return BROKEN;
  }

  private static void put(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void empty(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
