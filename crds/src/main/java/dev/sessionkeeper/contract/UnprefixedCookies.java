package dev.sessionkeeper.contract;

/// What session cookies count that browsers hold without the prefix, while there is one.
public enum UnprefixedCookies {
  /// They count where there are none with the prefix, and are replaced by such.
  MIGRATE,
  /// They do not count, and nobody is shown them.
  IGNORE
}
