package dev.sessionkeeper.sidecar.supabase;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the Auth server is called.
///
/// @param host without the brackets of an IPv6 address
/// @param path kept in front of every call; without trailing slash, empty for none
record BaseUrl(Scheme scheme, String host, int port, String path) {
  // Hosts such as `supabase_kong` are none to `java.net.URI`, so the authority is read as text.
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<name>[A-Za-z0-9._-]+|\\[(?<six>[0-9A-Fa-f:.]+)])(?::(?<port>\\d{1,5}))?");

  /// How a connection starts.
  enum Scheme {
    HTTP(80),
    HTTPS(443);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }
  }

  /// Reads a URL that the configuration's reader has accepted.
  ///
  /// @throws IllegalArgumentException for any other URL
  static BaseUrl of(URI url) {
    var authority = AUTHORITY.matcher(String.valueOf(url.getRawAuthority()));
    if (!authority.matches()) {
      throw new IllegalArgumentException("url: expected a host, with or without a port");
    }
    var scheme = scheme(url);
    return new BaseUrl(scheme, host(authority), port(authority, scheme), path(url));
  }

  private static Scheme scheme(URI url) {
    return switch (String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT)) {
      case "http" -> Scheme.HTTP;
      case "https" -> Scheme.HTTPS;
      default -> throw new IllegalArgumentException("url: expected http or https");
    };
  }

  private static String host(Matcher authority) {
    var six = authority.group("six");
    return six == null ? authority.group("name") : six;
  }

  private static int port(Matcher authority, Scheme scheme) {
    var port = authority.group("port");
    return port == null ? scheme.port : Integer.parseInt(port);
  }

  private static String path(URI url) {
    var path = String.valueOf(url.getRawPath());
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
