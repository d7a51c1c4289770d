package dev.sessionkeeper.sidecar.session;

import java.util.List;
import java.util.Optional;

/// What the application is told about a verified user, in fields of the request's head.
///
/// @param fields ready for the wire
/// @param accessToken for `Authorization`; empty where it is not forwarded
public record Identity(List<Field> fields, Optional<AccessToken> accessToken) {
  /// Nothing.
  public static final Identity NONE = new Identity(List.of(), Optional.empty());

  /// A field; its value may be an e-mail address, so it is never logged.
  public record Field(String name, String value) {
    @Override
    public String toString() {
      return "Field[" + name + "]";
    }
  }

  public Identity {
    fields = List.copyOf(fields);
  }

  /// Whether there is nothing to tell.
  public boolean isNone() {
    return fields.isEmpty() && accessToken.isEmpty();
  }
}
