package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.sidecar.cookie.SetCookieLine;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The cookies of a browser on one site. Source: RFC 6265bis section 5.7.
final class CookieJar {
  private final Map<Identity, String> values = new LinkedHashMap<>();

  void receive(List<String> lines) {
    for (var line : lines) {
      var cookie = SetCookieLine.parse(line);
      if (cookie.deletes()) {
        values.remove(cookie.identity());
      } else {
        var pair = line.substring(0, line.indexOf(';'));
        values.put(cookie.identity(), pair.substring(pair.indexOf('=') + 1));
      }
    }
  }

  /// The header that the browser sends.
  String header() {
    return values.entrySet().stream()
        .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  Map<String, String> valuesByName() {
    var byName = new LinkedHashMap<String, String>();
    values.forEach((identity, value) -> byName.put(identity.name(), value));
    return byName;
  }

  int size() {
    return values.size();
  }
}
