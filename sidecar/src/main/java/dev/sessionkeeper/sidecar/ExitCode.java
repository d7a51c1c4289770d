package dev.sessionkeeper.sidecar;

/// How the process ends. Source: BSD `sysexits.h`.
enum ExitCode {
  OK(0),
  /// The command line or the configuration file is wrong.
  USAGE(64),
  /// A port cannot be opened.
  PORT_UNAVAILABLE(69),
  BUG(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
