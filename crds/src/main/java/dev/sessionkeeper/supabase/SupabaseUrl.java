package dev.sessionkeeper.supabase;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Supabase URL as clients read it.
///
/// Source: supabase-js v2.119.1 `src/lib/helpers.ts` (validateSupabaseUrl), WHATWG URL.
///
/// @param origin scheme, user and host as text
/// @param host canonical, without port
/// @param path from the first slash to the last, escaped and without dot segments
public record SupabaseUrl(String origin, String host, String path) {
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>https?)://[/\\\\]*+(?:(?<user>[^/\\\\?#]*)@)?"
              + "(?<host>\\[[^]/\\\\?#]*+]|[^/\\\\?#:]++)(?::(?<port>[0-9]{0,5}))?"
              + "(?<path>[/\\\\][^?#]*+)?(?:[?#].*+)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern IGNORED = Pattern.compile("[\\t\\r\\n]");
  private static final Pattern ONE_DOT = Pattern.compile("\\.|%2e", Pattern.CASE_INSENSITIVE);
  private static final Pattern TWO_DOTS =
      Pattern.compile("(?:\\.|%2e){2}", Pattern.CASE_INSENSITIVE);

  /// Reads a URL.
  ///
  /// @throws IllegalArgumentException if it is no http or https URL with a host
  public static SupabaseUrl of(String text) {
    var match = URL.matcher(IGNORED.matcher(withSlash(text.strip())).replaceAll(""));
    if (!match.matches()) {
      throw new IllegalArgumentException("supabaseUrl is no http or https URL with a host");
    }
    var scheme = match.group("scheme").toLowerCase(Locale.ROOT);
    var host = HostName.canonical(match.group("host"));
    var user = Optional.ofNullable(match.group("user")).map(SupabaseUrl::userInfo).orElse("");
    var port = port(scheme, Optional.ofNullable(match.group("port")).orElse(""));
    var path = Optional.ofNullable(match.group("path")).orElse("/");
    return checked(new SupabaseUrl(scheme + "://" + user + host + port, host, directory(path)));
  }

  /// Browsers take a `%` that begins no escape, and `|`; `java.net.URI` has no way to hold them.
  private static SupabaseUrl checked(SupabaseUrl url) {
    try {
      var _ = new URI(url.authText());
      return url;
    } catch (URISyntaxException e) {
      // Its message quotes the URL, which may hold a password.
      throw new IllegalArgumentException(
          "supabaseUrl has a character that must be escaped, or an escape that is none");
    }
  }

  /// Where clients call Auth: `auth/v1` beside the last segment of the path.
  public URI auth() {
    return URI.create(authText());
  }

  private String authText() {
    return origin + path + "auth/v1";
  }

  /// The name of the session cookie of clients that nobody gave another one.
  public String cookieName() {
    var dot = host.indexOf('.');
    return "sb-" + (dot < 0 ? host : host.substring(0, dot)) + "-auth-token";
  }

  private static String withSlash(String text) {
    return text.endsWith("/") ? text : text + "/";
  }

  private static String userInfo(String text) {
    var colon = text.indexOf(':');
    var user = colon < 0 ? text : text.substring(0, colon);
    var password = colon < 0 ? "" : text.substring(colon + 1);
    var info =
        escaped(user, " \"#<>?^`{}/:;=@[\\]|")
            + (password.isEmpty() ? "" : ":" + escaped(password, " \"#<>?^`{}/:;=@[\\]|"));
    return info.isEmpty() ? "" : info + "@";
  }

  private static String port(String scheme, String digits) {
    var number = digits.isEmpty() ? -1 : Integer.parseInt(digits);
    if (number > 0xFFFF) {
      throw new IllegalArgumentException("supabaseUrl has a port above 65535");
    }
    return number < 0 || number == (scheme.equals("https") ? 443 : 80) ? "" : ":" + number;
  }

  private static String directory(String path) {
    Deque<String> segments = new ArrayDeque<>();
    var all = path.substring(1).split("[/\\\\]", -1);
    for (var i = 0; i < all.length; i++) {
      if (TWO_DOTS.matcher(all[i]).matches()) {
        segments.pollLast();
      } else if (i < all.length - 1 && !ONE_DOT.matcher(all[i]).matches()) {
        segments.add(escaped(all[i], " \"#<>?^`{}"));
      }
    }
    return segments.isEmpty() ? "/" : "/" + String.join("/", segments) + "/";
  }

  private static String escaped(String text, String reserved) {
    var escaped = new StringBuilder();
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (b & 0xFF);
      if (c <= ' ' || c >= 0x7F || reserved.indexOf(c) >= 0) {
        escaped.append("%%%02X".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
