package dev.sessionkeeper.sidecar.upstream;

/// Takes the head of a request, field by field. How the body is framed is no part of it.
public interface HeadWriter {

  /// Begins a head; what was written before is gone.
  ///
  /// @param target in origin form or `*`
  HeadWriter begin(String method, String target);

  /// Adds a field.
  ///
  /// @throws IllegalArgumentException if name or value would end the line
  HeadWriter field(String name, String value);
}
