package dev.sessionkeeper.simulator.api;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// E-mail addresses as the server accepts and stores them.
final class EmailAddress {
  private static final int LONGEST = 255;
  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  private static final Pattern FORMAT =
      Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@" + LABEL + "(?:\\." + LABEL + ")*");

  private EmailAddress() {}

  /// The address in lower case.
  ///
  /// @throws Refusal if the text is no address
  static String require(String email) {
    if (email.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw Refusal.invalid("An email address is too long");
    }
    if (!FORMAT.matcher(email).matches()) {
      throw Refusal.invalid("Unable to validate email address: invalid format");
    }
    return email.toLowerCase(Locale.ROOT);
  }
}
