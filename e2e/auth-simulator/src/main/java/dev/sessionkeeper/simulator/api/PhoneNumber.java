package dev.sessionkeeper.simulator.api;

import java.util.regex.Pattern;

/// Phone numbers as the server stores them: E.164 without the plus sign.
final class PhoneNumber {
  private static final Pattern E164 = Pattern.compile("[1-9][0-9]{1,14}");

  private PhoneNumber() {}

  static String format(String phone) {
    return (phone.startsWith("+") ? phone.substring(1) : phone).replace(" ", "");
  }

  /// The number as it is stored.
  ///
  /// @throws Refusal if the number is not E.164
  static String require(String phone) {
    var formatted = format(phone);
    if (!E164.matcher(formatted).matches()) {
      throw Refusal.invalid("Invalid phone number format (E.164 required)");
    }
    return formatted;
  }
}
