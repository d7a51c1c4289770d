package dev.sessionkeeper.contract;

/// What browsers put before the name of the session cookie that the application knows. Source: RFC
/// 6265bis section 4.1.3.
public enum CookiePrefix {
  /// Nothing: both know the same name.
  NONE(""),
  /// Only over https.
  SECURE("__Secure-"),
  /// Only over https, for the host alone and all of its paths.
  HOST("__Host-");

  private final String text;

  CookiePrefix(String text) {
    this.text = text;
  }

  /// As it stands in the name.
  public String text() {
    return text;
  }
}
