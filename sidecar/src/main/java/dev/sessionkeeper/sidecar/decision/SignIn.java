package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.cookie.UriComponent;
import java.util.Locale;
import java.util.Optional;

/// How a visitor without session is told to sign in: navigations are sent to the sign-in page,
/// everything else is told 401. Source: W3C Fetch Metadata, RFC 9110 section 15.5.2.
public final class SignIn {
  private static final int LONGEST_NEXT = 2_048;

  private SignIn() {}

  /// Whether a browser would show the answer as a page.
  ///
  /// @param fetchMode the header `Sec-Fetch-Mode`; empty where the client sends none
  /// @param accept the header `Accept`
  public static boolean isNavigation(String fetchMode, String accept) {
    return fetchMode.isEmpty()
        ? accept.toLowerCase(Locale.ROOT).contains("text/html")
        : fetchMode.equals("navigate");
  }

  /// Where a navigation is sent to.
  ///
  /// @param signIn the path of the sign-in page; empty for none
  /// @param method only what was asked with `GET` or `HEAD` can be asked again
  /// @param path of the request
  /// @param query of the request, with its `?`
  /// @return empty where there is no such page, or the request was for that very page
  public static Optional<String> location(String signIn, String method, String path, String query) {
    if (signIn.isEmpty() || path.equals(pathOf(signIn))) {
      return Optional.empty();
    }
    var next = path + query;
    if (!isRepeatable(method) || !isSameOrigin(next) || next.length() > LONGEST_NEXT) {
      return Optional.of(signIn);
    }
    var joint = signIn.indexOf('?') < 0 ? "?next=" : "&next=";
    return UriComponent.encode(next).map(encoded -> signIn + joint + encoded);
  }

  /// Browsers take `//`, `/\` and some of their escaped forms for the start of another host.
  static boolean isSameOrigin(String path) {
    return path.startsWith("/") && (path.length() == 1 || "/\\%".indexOf(path.charAt(1)) < 0);
  }

  private static boolean isRepeatable(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static String pathOf(String signIn) {
    var end = signIn.indexOf('?');
    return end < 0 ? signIn : signIn.substring(0, end);
  }
}
