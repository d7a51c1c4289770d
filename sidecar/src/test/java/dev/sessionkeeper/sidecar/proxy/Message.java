package dev.sessionkeeper.sidecar.proxy;

import java.util.List;

/// An HTTP message as it was on the wire, each byte a character of ISO 8859-1.
///
/// @param fields the lines of the head after the first, in order
/// @param body without the marks of its transfer coding
/// @param trailers the field lines after a chunked body
record Message(String startLine, List<String> fields, String body, List<String> trailers) {

  Message {
    fields = List.copyOf(fields);
    trailers = List.copyOf(trailers);
  }

  /// The values of a field, in order.
  List<String> values(String name) {
    return fields.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  /// The value of a field that occurs once.
  String value(String name) {
    var values = values(name);
    if (values.size() != 1) {
      throw new AssertionError(name + ": expected one, found " + values.size() + " in " + this);
    }
    return values.getFirst();
  }

  boolean has(String name) {
    return !values(name).isEmpty();
  }

  /// The names of the fields, in order.
  List<String> names() {
    return fields.stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
  }

  List<String> setCookies() {
    return values("Set-Cookie");
  }

  /// The status of a response.
  int status() {
    return Integer.parseInt(startLine.substring(9, 12));
  }

  @Override
  public String toString() {
    return startLine + "\n" + String.join("\n", fields) + "\n\n" + body;
  }
}
