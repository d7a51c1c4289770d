package dev.sessionkeeper.simulator.model;

/// How a user is reached, and the addresses that wait for their confirmation. Empty = none.
public record Contact(String email, String phone, String newEmail, String newPhone) {

  public static Contact of(String email, String phone) {
    return new Contact(email, phone, "", "");
  }

  public Contact withEmail(String value) {
    return new Contact(value, phone, newEmail, newPhone);
  }

  public Contact withPhone(String value) {
    return new Contact(email, value, newEmail, newPhone);
  }

  public Contact withNewEmail(String value) {
    return new Contact(email, phone, value, newPhone);
  }
}
