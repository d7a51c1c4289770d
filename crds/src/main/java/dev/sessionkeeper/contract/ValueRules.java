package dev.sessionkeeper.contract;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which texts a member may hold. Source: RFC 6265 section 4.1.1, RFC 9110 sections 5.6.2 and 9.1.
final class ValueRules {
  private static final Pattern COOKIE_NAME = Pattern.compile("[!#-+\\--:A-Z\\[\\]^-z|~]{1,200}");
  private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");
  // Printable ASCII without `#`, `;`, `?` and the backslash, which no rule could match.
  private static final Pattern GLOB =
      Pattern.compile("/[\\x21\\x22\\x24-\\x3A\\x3C-\\x3E\\x40-\\x5B\\x5D-\\x7E]{0,1023}");
  private static final Pattern CLIENT_HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");
  private static final Pattern OF_PROXIES =
      Pattern.compile(
          "x-forwarded-.*|x-sessionkeeper-.*|forwarded|x-real-ip|x-original-ur[li]|x-rewrite-url",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CLAIM_NAME =
      Pattern.compile("[A-Za-z0-9_:/-]{1,64}(?:\\.[A-Za-z0-9_:/-]{1,64}){0,7}");
  private static final Pattern CLAIM_VALUE = Pattern.compile("[\\x20-\\x7E]{1,128}");
  private static final Pattern DOMAIN = Pattern.compile("\\.?[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");
  private static final Pattern COOKIE_PATH = Pattern.compile("/[\\x21-\\x3A\\x3C-\\x7E]{0,1023}");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern SECRET =
      Pattern.compile("\\beyJ[A-Za-z0-9_-]{8}|sb_secret_|sb_publishable_");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:[A-Za-z0-9.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}]):(\\d{1,5})");
  // No braces: Redis Cluster takes what stands between them for the place of a key.
  private static final Pattern STORE_WORD = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");
  private static final int MOST_PORT = 65_535;
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private ValueRules() {}

  static boolean cookieName(String text) {
    return COOKIE_NAME.matcher(text).matches();
  }

  static boolean method(String text) {
    return METHOD.matcher(text).matches();
  }

  static boolean host(String text) {
    return HOST.matcher(text).matches();
  }

  /// A host and a port, such as `redis.shop:6379` or `[fd00::1]:6379`.
  static boolean hostAndPort(String text) {
    var form = HOST_AND_PORT.matcher(text);
    return form.matches() && isPort(Integer.parseInt(form.group(1)));
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= MOST_PORT;
  }

  /// A name within the shared store: a prefix, a master or a user.
  static boolean storeWord(String text) {
    return STORE_WORD.matcher(text).matches();
  }

  static boolean storeWordOrNone(String text) {
    return text.isEmpty() || storeWord(text);
  }

  /// A host with or without a port, and nobody's password.
  ///
  /// Hosts such as `supabase_kong` are none to `java.net.URI`, so the authority is read as text.
  static boolean authority(@Nullable String text) {
    return text != null && AUTHORITY.matcher(text).matches();
  }

  static boolean glob(String text) {
    return GLOB.matcher(text).matches();
  }

  static boolean globOrNone(String text) {
    return text.isEmpty() || glob(text);
  }

  /// The engine of patterns is loaded where there is one only.
  static boolean pathPatternOrNone(String text) {
    return text.isEmpty() || PathPattern.isUsable(text);
  }

  /// A header field that decides about nothing but the route: those of proxies are believed from
  /// trusted peers alone, ours from nobody.
  static boolean clientHeader(String text) {
    return CLIENT_HEADER.matcher(text).matches() && !OF_PROXIES.matcher(text).matches();
  }

  /// The path of a claim that the Auth server vouches for; `user_metadata` users write themselves.
  static boolean claimName(String text) {
    return CLAIM_NAME.matcher(text).matches() && !text.split("\\.", 2)[0].equals("user_metadata");
  }

  static boolean claimValue(String text) {
    return CLAIM_VALUE.matcher(text).matches();
  }

  /// A path of the same origin: never `//host`, `/\host` or a URL.
  static boolean localPathOrNone(String text) {
    return text.isEmpty() || (glob(text) && !text.startsWith("//"));
  }

  static boolean cookiePath(String text) {
    return COOKIE_PATH.matcher(text).matches();
  }

  static boolean domainOrNone(String text) {
    return text.isEmpty() || DOMAIN.matcher(text).matches();
  }

  static boolean any(String text) {
    return !text.contains("\0");
  }

  static boolean notBlank(String text) {
    return !text.isBlank() && any(text);
  }

  /// An address block such as `10.0.0.0/8` or `fd00::/8`.
  static boolean addressBlock(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || !ADDRESS.matcher(text.substring(0, slash)).matches()) {
      return false;
    }
    var bits = text.substring(slash + 1);
    return bits.matches("\\d{1,3}")
        && isAddress(text.substring(0, slash))
        && Integer.parseInt(bits) <= (text.contains(":") ? IPV6_BITS : IPV4_BITS);
  }

  private static boolean isAddress(String text) {
    try {
      var _ = InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Whether a text that should be a path is the secret itself: a JWT or a Supabase API key.
  static boolean looksLikeSecret(String text) {
    return SECRET.matcher(text).find();
  }

  /// Whether a message had better not quote the text: secrets, and URLs with a password.
  static boolean mayHoldSecret(String text) {
    return looksLikeSecret(text) || (text.contains("://") && text.contains("@"));
  }
}
