package dev.sessionkeeper.contract;

/// One thing that is wrong with a configuration, told so that its reader can mend it.
///
/// @param path where, such as `routes[2].session`
/// @param expected what would have been right
/// @param found what was there; never the content of a secret, as secrets are files
public record Problem(String path, String expected, String found) {

  /// The problem as one line.
  public String sentence() {
    return path + ": expected " + expected + ", found " + found;
  }
}
