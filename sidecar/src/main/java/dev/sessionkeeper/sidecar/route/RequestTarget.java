package dev.sessionkeeper.sidecar.route;

import java.util.regex.Pattern;

/// The target of a request line, as it is matched and forwarded.
///
/// Source: RFC 9112 section 3.2.
public sealed interface RequestTarget {

  /// A path, and the rest of the target behind it.
  ///
  /// @param path from the first `/` up to the query, exactly as sent
  /// @param query with its `?`; empty for none; never looked at
  record Origin(String path, String query) implements RequestTarget {

    /// What is sent upstream: the very bytes that were matched.
    public String text() {
      return path + query;
    }
  }

  /// `OPTIONS *`, a question about the server as a whole.
  record Asterisk() implements RequestTarget {}

  /// A target that nobody may rely on.
  ///
  /// @param reason a constant text, safe to show
  record Refused(String reason) implements RequestTarget {}

  /// Printable ASCII without `#`; browsers escape everything else.
  Pattern ALLOWED = Pattern.compile("[\\x21\\x22\\x24-\\x7E]++");

  /// An escaped control byte, which no path of an application has a use for.
  Pattern ESCAPED_CONTROL = Pattern.compile("%(?:[01][0-9A-Fa-f]|7[Ff])");

  /// Reads a target.
  ///
  /// @param text the target of the request line; its absolute form is refused, as only proxies are
  ///     sent it
  static RequestTarget of(String method, String text) {
    if (text.equals("*") && method.equals("OPTIONS")) {
      return new Asterisk();
    }
    if (!text.startsWith("/")) {
      return new Refused("the request target is not a path");
    }
    if (!ALLOWED.matcher(text).matches()) {
      return new Refused("the request target holds a character that must be escaped");
    }
    var at = text.indexOf('?');
    var path = at < 0 ? text : text.substring(0, at);
    return ESCAPED_CONTROL.matcher(path).find()
        ? new Refused("the path holds an escaped control character")
        : new Origin(path, at < 0 ? "" : text.substring(at));
  }
}
