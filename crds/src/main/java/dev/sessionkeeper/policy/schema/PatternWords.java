package dev.sessionkeeper.policy.schema;

import java.util.Map;

/// The patterns in words: a message that quotes a regular expression helps nobody to mend a policy.
public final class PatternWords {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              Patterns.HTTP_URL,
              "an http or https URL with a host, such as https://abcdefghijklmnopqrst.supabase.co"),
          Map.entry(Patterns.COOKIE_NAME, "the name of a cookie"),
          Map.entry(Patterns.COOKIE_GLOB, "a glob on names of cookies such as shop_*"),
          Map.entry(Patterns.GLOB, "a path glob such as /dashboard/*"),
          Map.entry(
              Patterns.PATH_PATTERN, "a regular expression of RE2 such as /(en|de)/account(/.*)?"),
          Map.entry(Patterns.HEADER, "the name of a header field"),
          Map.entry(Patterns.CLAIM_NAME, "the path of a claim such as app_metadata.plan"),
          Map.entry(Patterns.CLAIM_VALUE, "a text of printable ASCII"),
          Map.entry(Patterns.LOCAL_PATH, "a path of this site such as /login"),
          Map.entry(Patterns.COOKIE_PATH, "a path such as /"),
          Map.entry(Patterns.DOMAIN, "a domain such as example.com"),
          Map.entry(Patterns.METHOD, "an HTTP method in capitals"),
          Map.entry(Patterns.HOST, "a host name"),
          Map.entry(Patterns.ADDRESS_BLOCK, "an address block such as 10.0.0.0/8"),
          Map.entry(Patterns.DURATION, "a duration such as 90s or 1h30m"),
          Map.entry(Patterns.QUANTITY, "a quantity such as 128Mi or 50m"),
          Map.entry(Patterns.OBJECT_NAME, "the name of a Secret, in lower case"),
          Map.entry(Patterns.CONTAINER_NAME, "the name of a container, in lower case"),
          Map.entry(Patterns.SECRET_KEY, "a key of a Secret, such as publishable-key"),
          Map.entry(Patterns.VARIABLE, "the name of an environment variable such as PORT"),
          Map.entry(Patterns.HOST_AND_PORT, "host:port, such as redis.shop:6379"),
          Map.entry(Patterns.STORE_WORD, "letters, digits and ._:/- , such as sessionkeeper"),
          Map.entry(Patterns.LABEL_KEY, "the key of a label"),
          Map.entry(Patterns.LABEL_VALUE, "the value of a label"),
          Map.entry(Patterns.IMAGE, "the name of an image"));

  private PatternWords() {}

  /// What a text of a pattern is; the pattern itself where a newer schema has another.
  public static String of(String pattern) {
    return WORDS.getOrDefault(pattern, "a text of the form " + pattern);
  }
}
