package dev.sessionkeeper.operator;

/// How the process ends. Source: BSD `sysexits.h`.
enum ExitCode {
  OK(0),
  /// The command line or the environment is wrong.
  USAGE(64),
  /// A port cannot be opened, the API server cannot be used, or another replica took over.
  UNAVAILABLE(69),
  BUG(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
