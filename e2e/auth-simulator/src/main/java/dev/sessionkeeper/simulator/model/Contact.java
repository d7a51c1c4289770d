package dev.sessionkeeper.simulator.model;

/// How a user is reached, and the address that waits for its confirmation. Empty = none.
public record Contact(String email, String phone, String newEmail) {

  public static Contact of(String email, String phone) {
    return new Contact(email, phone, "");
  }

  public Contact withEmail(String value) {
    return new Contact(value, phone, newEmail);
  }

  public Contact withPhone(String value) {
    return new Contact(email, value, newEmail);
  }

  public Contact withNewEmail(String value) {
    return new Contact(email, phone, value);
  }
}
